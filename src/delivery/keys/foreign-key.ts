import { createPrivateKey, X509Certificate } from 'node:crypto'

/** What DER bytes are that are no public key; null when nobody knows. */
export function nameForeignDer(bytes: Buffer): 'private' | 'certificate' | null {
  const isPrivate = (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) =>
    succeeds(() => createPrivateKey({ key: bytes, format: 'der', type })),
  )
  if (isPrivate) return 'private'
  return succeeds(() => new X509Certificate(bytes)) ? 'certificate' : null
}

function succeeds(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
