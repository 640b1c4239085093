import { Refusal } from './refusal.js'

/** What a body is that holds no token, to go by its looks; null when it may be a damaged token. */
export function describeBody(body: Uint8Array, text: string): Refusal | null {
  const shown = text.trim()
  if (shown === '') return new Refusal('empty')
  if (isCompressed(body)) return new Refusal('compressed')
  if (shown.startsWith('"')) return describeQuoted(shown)
  if (/^[{[]/.test(shown) || isJson(shown)) return new Refusal('not-a-jwt-json')
  if (shown.startsWith('<')) return new Refusal('not-a-jwt-html')
  if (/^ey[\w-]*=*\./.test(shown)) return null
  if (/^[\w.~%+[\]-]+=[^=]/.test(shown) || /^--.*\r?\ncontent-disposition:/i.test(shown)) {
    return new Refusal('not-a-jwt-form')
  }
  return null
}

/** What is wrong with a text that does not have three parts. */
export function describeParts(text: string): Refusal {
  const parts = text.split('.')
  if (!/^\s*ey[\w-]/.test(text)) return new Refusal('not-a-jwt')
  if (parts.length === 5) return new Refusal('encrypted')
  if (parts.length > 3) return new Refusal('not-a-jwt')
  return new Refusal('truncated', `${parts.length} of 3 parts`)
}

function isCompressed([first, second]: Uint8Array): boolean {
  const isGzip = first === 0x1f && second === 0x8b
  return isGzip || (first === 0x28 && second === 0xb5)
}

/** A relay that knows JSON only sends a text as JSON text. */
function describeQuoted(text: string): Refusal {
  const isToken = /^"\s*ey[\w-]+\.[\w-]*\.[\w-]*\s*(?:\\[nr]\s*)*"?$/.test(text)
  return new Refusal(isToken ? 'json-quoted' : 'not-a-jwt-json')
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
