import type { DoubleHost } from '../../double.js'

/** Warns of texts that are longer than Wix documents, by what they are called. */
export function warnOfLongTexts(
  host: DoubleHost,
  code: string,
  limit: number,
  texts: Record<string, unknown>,
): void {
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text !== 'string' || text.length <= limit) continue
    const words = `${name} has ${text.length} characters; Wix takes up to ${limit}`
    host.warn(code, words)
  }
}
