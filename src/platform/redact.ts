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

  const text = (value: string): string => {
    if (whole.has(value)) return mask
    let result = value
    for (const part of parts) result = result.replaceAll(part, mask)
    return result
  }

  return {
    add(secret) {
      if (secret === '') return
      whole.add(secret)
      if (secret.length < minimumInText) return
      for (const spelling of spellings(secret)) parts.add(spelling)
    },
    text,
    apply(message) {
      return whole.size === 0 ? message : (redact(message as Portable, text) as typeof message)
    },
  }
}

function spellings(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
    JSON.stringify(secret).slice(1, -1),
    // The lines of a key file show up one by one in stacks and logs.
    ...secret.split('\n').filter((line) => line.length >= 16),
  ]
}

function redact(value: Portable, text: (value: string) => string): Portable {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => redact(item, text))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [text(key), redact(item, text)]),
  )
}
