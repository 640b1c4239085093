/**
 * The bytes of each base64 text in a list with blanks or commas between. A text may itself be broken
 * into lines, so a key ends where its bytes are whole. Null when it is not base64.
 */
export function splitBase64(text: string): Buffer[] | null {
  const found: Buffer[] = []
  let pending = ''
  for (const word of text.split(/[\s,;]+/).filter((each) => each !== '')) {
    if (!/^[\w+/-]+={0,2}$/.test(word)) return null
    // The line break at the end of a PEM, on a line of its own.
    if (pending === '' && found.length > 0 && isLineBreak(word)) continue
    pending += word
    const bytes = Buffer.from(pending, 'base64')
    if (!isComplete(bytes)) continue
    found.push(bytes)
    pending = ''
  }
  // What is cut off is for the caller to explain.
  return pending === '' ? found : [...found, Buffer.from(pending, 'base64')]
}

function isLineBreak(word: string): boolean {
  return /^[\r\n]+$/.test(Buffer.from(word, 'base64').toString('latin1'))
}

function isComplete(bytes: Buffer): boolean {
  const text = bytes.toString('latin1')
  return text.startsWith('-----BEGIN') ? /-----END [A-Z ]+-----\s*$/.test(text) : isWhole(bytes)
}

/** Whether bytes are exactly one DER value, to go by the length it states. */
export function isWhole(bytes: Buffer): boolean {
  const [tag, first = 0] = bytes
  if (tag !== 0x30) return false
  if (first < 0x80) return bytes.length === 2 + first
  const size = first & 0x7f
  if (size < 1 || size > 4 || bytes.length < 2 + size) return false
  return bytes.length === 2 + size + bytes.readUIntBE(2, size)
}
