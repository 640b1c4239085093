import { createPublicKey } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parsePublicKeys } from '../../../src/delivery/keys/public-key.js'
import { readPublicKeys } from '../../../src/delivery/keys/read-public-keys.js'
import { createSite } from '../../cli/site.js'
import { createPair } from '../verify/sign.js'

const [a, b, c] = [createPair().publicKey, createPair().publicKey, createPair().publicKey]
const base64 = (text: string): string => Buffer.from(text).toString('base64')

function read(sources: Partial<Parameters<typeof readPublicKeys>[0]>, files = {}) {
  const { root } = createSite(files)
  return readPublicKeys({ cwd: root, root, ...sources }).map(({ pem, origin }) => [pem, origin])
}

describe('public keys', () => {
  test('there may be none', () => {
    expect(read({})).toEqual([])
    expect(read({ env: ' ', config: [] })).toEqual([])
  })

  test('of the environment and of the config count together, each once', () => {
    expect(read({ env: a, config: [b, base64(a)] })).toEqual([
      [a, 'environment'],
      [b, 'config'],
    ])
    expect(read({ env: `${base64(a)} ${base64(b)}` })).toEqual([
      [a, 'environment'],
      [b, 'environment'],
    ])
  })

  test('of flags replace the others', () => {
    expect(read({ flags: [c], env: a, config: [b] })).toEqual([[c, 'flag']])
    expect(read({ flags: [c, b], env: 'no key' })).toEqual([
      [c, 'flag'],
      [b, 'flag'],
    ])
  })

  test('may be files: of flags beside the user, the others in the site', () => {
    const site = createSite({ 'keys/wix.pem': a, 'sub/mine': base64(b) })
    const { root } = site
    writeFileSync(
      site.path('sub/wix.der'),
      createPublicKey(c).export({ type: 'spki', format: 'der' }),
    )
    const cwd = site.path('sub')
    const pems = (sources: object) =>
      readPublicKeys({ cwd, root, ...sources }).map(({ pem }) => pem)
    expect(pems({ flags: ['../keys/wix.pem', 'mine', 'wix.der'] })).toEqual([a, b, c])
    expect(pems({ env: './keys/wix.pem', config: ['sub/mine', 'sub/wix.der'] })).toEqual([a, b, c])
  })

  test('in a file that is not there, or holds none, are an error that names it', () => {
    expect(() => read({ flags: ['wix.pem'] })).toThrow(
      expect.objectContaining({
        code: 'FILE_UNREADABLE',
        message: expect.stringMatching(/no file .*wix\.pem$/),
      }),
    )
    expect(() => read({ env: 'wix.pem' }, { 'wix.pem': 'x' })).toThrow(
      'The public key in BADGE_EVENTS_PUBLIC_KEY (wix.pem) cannot be used',
    )
    expect(() => read({ config: ['x'] })).toThrow(
      'The public key in badge-events/config.json cannot',
    )
    expect(() => read({ flags: ['x'] })).toThrow('The public key in --public-key cannot')
  })

  test('are the same by another spelling when their fingerprints are', () => {
    const prints = [a, base64(a)].map((text) => parsePublicKeys(text, '')[0]?.fingerprint)
    expect(prints[0]).toMatch(/^[0-9a-f]{12}$/)
    expect(prints[1]).toBe(prints[0])
  })
})
