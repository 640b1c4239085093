import { describe, expect, test } from 'vitest'
import { inlineValue, shortIds } from '../../src/output/render/value.js'
import type { Portable } from '../../src/platform/protocol.js'

describe('inlineValue', () => {
  test.each<[Portable, string]>([
    [null, 'null'],
    [true, 'true'],
    [-1.5, '-1.5'],
    ['', '""'],
    ['gold', '"gold"'],
    ['a "b"', '"a \\"b\\""'],
    ['m-17', 'm-17'],
    ['2026-03-05T17:20:11.594Z', '2026-03-05T17:20:11.594Z'],
    ['ff20c02e-6d3f-4a70-9a35-0d6a0f1b6a01', 'ff20c02e…'],
    ['member ff20c02e-6d3f-4a70-9a35-0d6a0f1b6a01', '"member ff20c02e…"'],
    [[], '[]'],
    [[1, 'a'], '[1, "a"]'],
    [{}, '{}'],
    [{ a: { b: [1] } }, '{a: {b: [1]}}'],
  ])('writes %j as %s', (value, text) => {
    expect(inlineValue(value)).toBe(text)
  })

  test('lets no control character through, in keys neither', () => {
    expect(inlineValue({ '\u001b[2J': '\u009b\u202e' })).toBe('{\\u001b[2J: "\\u009b\\u202e"}')
  })
})

test('shortIds shortens all ids of a text', () => {
  const id = 'FF20C02E-6D3F-4A70-9A35-0D6A0F1B6A01'
  expect(shortIds(`${id}/${id}`)).toBe('FF20C02E…/FF20C02E…')
  expect(shortIds('no id: ff20c02e-6d3f')).toBe('no id: ff20c02e-6d3f')
})
