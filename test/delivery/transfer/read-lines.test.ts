import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readLines } from '../../../src/delivery/transfer/read-lines.js'

async function* inPieces(bytes: Buffer, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (let turn = 0; at < bytes.length; turn += 1) {
    const end = at + (sizes[turn % sizes.length] ?? 1)
    yield bytes.subarray(at, end)
    at = end
  }
}

async function collect(text: string, sizes: readonly number[] = [7]) {
  const lines = []
  for await (const line of readLines(inPieces(Buffer.from(text), sizes))) lines.push(line)
  return lines
}

test('lines are counted from 1, blank ones too, and the last one needs no end', async () => {
  expect(await collect('\uFEFFone\r\n\n  \nfour')).toEqual([
    { number: 1, text: 'one\r' },
    { number: 4, text: 'four' },
  ])
  expect(await collect('')).toEqual([])
})

test('it makes no difference where a text is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc
          .string({ unit: 'grapheme', minLength: 1 })
          .filter((text) => !/^\s*$|[\n\uFEFF]/.test(text)),
      ),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      async (texts, sizes) => {
        const lines = await collect(texts.map((text) => `${text}\n`).join(''), sizes)
        expect(lines.map(({ text }) => text)).toEqual(texts)
      },
    ),
  )
})

test('a line that no export has is not held', async () => {
  async function* endless(): AsyncGenerator<Uint8Array> {
    const piece = Buffer.alloc(1024 * 1024, 'a')
    for (let count = 0; count < 40; count += 1) yield piece
    yield Buffer.from('\nnext\n')
  }
  const lines = []
  for await (const line of readLines(endless())) lines.push(line)
  expect(lines).toEqual([
    { number: 1, text: null },
    { number: 2, text: 'next' },
  ])
})
