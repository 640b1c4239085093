import { Refusal, type RefusalCause } from './refusal.js'

/**
 * Deeper than any event, and far from where recursion ends: what is let through here is later
 * renamed, stored and printed by functions that call themselves.
 */
const deepest = 200

/**
 * Parses one JSON layer of a webhook.
 *
 * @param cause - why it is refused when it is no JSON, and `detail` of that
 */
export function parseLayer(
  text: string,
  name: string,
  cause: RefusalCause,
  detail?: string,
): unknown {
  if (isDeeperThan(text, deepest)) throw new Refusal('too-deep', name)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(cause, detail)
  }
}

/** Whether JSON text nests deeper than a limit. Reads it once and calls nothing, however deep it is. */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (isInString) {
      if (code === backslash) at += 1
      else if (code === quote) isInString = false
    } else if (code === quote) isInString = true
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > limit) return true
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return false
}

const quote = 0x22
const backslash = 0x5c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d
