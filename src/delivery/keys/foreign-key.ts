import { createPrivateKey, X509Certificate } from 'node:crypto'

/** Whether DER bytes are a private key that is not encrypted. */
export function isPrivateKey(bytes: Buffer): boolean {
  return (['pkcs8', 'pkcs1', 'sec1'] as const).some((type) =>
    succeeds(() => createPrivateKey({ key: bytes, format: 'der', type })),
  )
}

/** Whether DER bytes are an X.509 certificate. */
export function isCertificate(bytes: Buffer): boolean {
  return succeeds(() => new X509Certificate(bytes))
}

function succeeds(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
