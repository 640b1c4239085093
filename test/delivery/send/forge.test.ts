import { importSPKI, jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { createLocalKey } from '../../../src/delivery/keys/local-key.js'
import { forgeToken } from '../../../src/delivery/send/forge.js'
import { decodeJwt } from '../../../src/event/jwt.js'
import { signWebhook } from '../../../src/event/webhook.js'

const key = createLocalKey()
const envelope = { instanceId: 'i', eventType: 'wix.test_created', identity: '{}', data: '{}' }
const token = await signWebhook(envelope, { privateKey: key.privateKey, issuedAt: new Date() })

describe('a forged token', () => {
  test('is made of one that verifies', async () => {
    await expect(jwtVerify(token, await importSPKI(key.publicKey, 'RS256'))).resolves.toBeDefined()
  })

  test.each(['bad-signature', 'alg-none', 'alg-hs256'] as const)(
    'of %s says the same, and does not verify',
    async (forgery) => {
      const forged = forgeToken(token, forgery, key.publicKey)
      expect(decodeJwt(forged).payload).toEqual(decodeJwt(token).payload)
      const verified = jwtVerify(forged, await importSPKI(key.publicKey, 'RS256'))
      await expect(verified).rejects.toThrow()
    },
  )

  test('of a bad signature differs in the signature alone', () => {
    const forged = forgeToken(token, 'bad-signature', key.publicKey)
    expect(forged.split('.').slice(0, 2)).toEqual(token.split('.').slice(0, 2))
    expect(forged).toHaveLength(token.length)
    expect(forged).not.toBe(token)
  })

  test('of alg none has no signature', () => {
    const forged = forgeToken(token, 'alg-none', key.publicKey)
    expect(decodeJwt(forged).header).toEqual({ alg: 'none' })
    expect(forged.endsWith('.')).toBe(true)
  })

  test('of HS256 would pass where the public key is taken for the secret', async () => {
    const forged = forgeToken(token, 'alg-hs256', key.publicKey)
    const secret = new TextEncoder().encode(key.publicKey)
    const { protectedHeader } = await jwtVerify(forged, secret)
    expect(protectedHeader.alg).toBe('HS256')
  })
})
