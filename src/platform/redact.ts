import type { Portable } from './protocol.js'

const mask = '***'
// Shorter values ("1", "on") would blank out half of every log line.
const minimumInText = 4

export interface Redactor {
  /** From now on this value is masked, in every spelling people send it in. */
  add(secret: string): void
  text(value: string): string
  /** Masks all strings of a message, keys included; the message itself when there is nothing to mask. */
  apply<T extends object>(message: T): T
}

/** Masks secret values in everything that leaves the worker. */
export function createRedactor(): Redactor {
  const whole = new Set<string>()
  const parts = new Set<string>()
  // One pass over each text, however many secrets there are.
  let pattern: RegExp | undefined

  const text = (value: string): string => {
    if (whole.has(value)) return mask
    return pattern ? value.replace(pattern, mask) : value
  }

  return {
    add(secret) {
      if (secret === '' || whole.has(secret)) return
      whole.add(secret)
      if (secret.length < minimumInText) return
      for (const spelling of spellings(secret)) parts.add(escapeRegExp(spelling))
      // The longest first: a secret may be the beginning of another.
      pattern = new RegExp([...parts].sort((a, b) => b.length - a.length).join('|'), 'g')
    },
    text,
    apply(message) {
      return whole.size === 0 ? message : (redact(message as Portable, text) as typeof message)
    },
  }
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    // As a form sends it: `+` for a space, and more characters escaped.
    new URLSearchParams({ s: secret }).toString().slice(2),
    ...base64Spellings(secret),
    JSON.stringify(secret).slice(1, -1),
    // The lines of a key file show up one by one in stacks and logs.
    ...secret.split('\n').filter((line) => line.length >= 16),
  ]
}

/** Shorter pieces of base64 would turn up by chance. */
const minimumInBase64 = 8

/**
 * In base64 three bytes become four characters, so what the secret becomes depends on where it begins
 * in the text: `btoa('user:' + secret)` of basic credentials, for one.
 */
function base64Spellings(secret: string): string[] {
  const inside = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
    // Without the characters that its neighbours have a part in.
    const first = Math.ceil((offset * 8) / 6)
    const last = Math.floor((bytes.length * 8) / 6)
    return [bytes.toString('base64'), bytes.toString('base64url')].map((text) =>
      text.slice(first, last),
    )
  })
  return [
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    ...inside.filter((text) => text.length >= minimumInBase64),
  ]
}

function redact(value: Portable, text: (value: string) => string): Portable {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => redact(item, text))
  if (value === null || typeof value !== 'object') return value
  const record: { [key: string]: Portable } = {}
  for (const [key, item] of Object.entries(value)) record[text(key)] = redact(item, text)
  return record
}
