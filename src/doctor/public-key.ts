import { createPublicKey } from 'node:crypto'

export type KeyReading =
  | { status: 'readable'; spelling: 'pem' | 'base64' | 'one-line' }
  | { status: 'unreadable'; reason: string }

/**
 * Reads a public key in the spellings that people use: PEM, its base64, or PEM on one line with `\n`
 * written out, as it ends up in .env files.
 */
export function readPublicKey(text: string): KeyReading {
  const given = text.trim()
  if (given === '') return { status: 'unreadable', reason: 'it is empty' }
  if (/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(decoded(given))) {
    return { status: 'unreadable', reason: 'it is a private key' }
  }
  if (given.includes('-----BEGIN')) {
    if (given.includes('\n')) return check(given, 'pem')
    return given.includes('\\n')
      ? check(given.replaceAll(/(?:\\r)?\\n/g, '\n'), 'one-line')
      : { status: 'unreadable', reason: 'its line breaks are gone' }
  }
  const pem = decoded(given)
  if (pem === given)
    return { status: 'unreadable', reason: 'it is neither PEM text nor base64 of it' }
  return check(pem, 'base64')
}

function check(pem: string, spelling: 'pem' | 'base64' | 'one-line'): KeyReading {
  if (!/-----END [A-Z ]+-----/.test(pem)) {
    return { status: 'unreadable', reason: 'its end is missing' }
  }
  try {
    const { asymmetricKeyType } = createPublicKey(pem)
    if (asymmetricKeyType === 'rsa') return { status: 'readable', spelling }
    return { status: 'unreadable', reason: `it is ${asymmetricKeyType}, Wix signs with RSA` }
  } catch {
    return { status: 'unreadable', reason: 'what is between its first and last line is damaged' }
  }
}

/** What a base64 text holds; the text itself when that is no PEM. */
function decoded(text: string): string {
  if (!/^[\w+/=\s-]+$/.test(text)) return text
  const inner = Buffer.from(text, 'base64').toString('utf8')
  return inner.includes('-----BEGIN') ? inner : text
}
