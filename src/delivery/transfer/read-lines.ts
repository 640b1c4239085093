/** No line of an export is longer, in bytes; more in one piece is no export. */
const longest = 32 * 1024 * 1024

/** A line of a text, counted from 1; null where it is longer than any line of an export. */
export interface NumberedLine {
  number: number
  text: string | null
}

/** The lines of a text that comes in pieces, blank ones left out. Holds no more than one line. */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<NumberedLine> {
  let number = 1
  let parts: Buffer[] = []
  let size = 0
  const take = (): NumberedLine[] => {
    const text = size > longest ? null : Buffer.concat(parts).toString('utf8')
    parts = []
    size = 0
    const isBlank = text !== null && text.replace('\uFEFF', '').trim() === ''
    return isBlank ? [] : [{ number, text: text?.replace(/^\uFEFF/, '') ?? null }]
  }
  const add = (part: Buffer): void => {
    size += part.length
    if (size <= longest) parts.push(part)
    else parts = []
  }
  for await (const chunk of chunks) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      add(rest.subarray(0, end))
      yield* take()
      number += 1
      rest = rest.subarray(end + 1)
    }
    // A stream may use the memory of a chunk again.
    if (rest.length > 0) add(Buffer.from(rest))
  }
  if (size > 0) yield* take()
}
