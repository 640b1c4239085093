import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { terminalText } from '../../src/output/terminal-text.js'

// biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/

describe('terminalText', () => {
  test.each([
    ['a colour', '\u001b[31mred', '\\u001b[31mred'],
    ['a title', '\u001b]0;mine\u0007', '\\u001b]0;mine\\u0007'],
    ['an old control character', '\u009b2J', '\\u009b2J'],
    ['a carriage return', 'good\rbad', 'good\\u000dbad'],
    ['a backspace', 'ab\u0008c', 'ab\\u0008c'],
    ['a change of direction', '\u202egnp.exe', '\\u202egnp.exe'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a null', '\u0000', '\\u0000'],
  ])('escapes %s', (_title, text, expected) => {
    expect(terminalText(text)).toBe(expected)
  })

  test('leaves letters of all languages, emoji, tabs and line ends as they are', () => {
    const text = 'Ünïcode עברית 日本 👩‍🚀 é\ta\nb'
    expect(terminalText(text)).toBe(text)
  })

  test('leaves nothing that controls a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(terminalText(text)).not.toMatch(controls)
      }),
    )
  })
})
