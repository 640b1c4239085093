import { execFileSync } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type PublicKey, parsePublicKeys } from '../../../src/delivery/keys/public-key.js'
import { BadgeEventsError } from '../../../src/errors.js'
import { createPair } from '../verify/sign.js'

const one = createPair()
const two = createPair(3072)
const pem = one.publicKey
const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')
const der = (text: string, type: 'spki' | 'pkcs1' = 'spki'): Buffer =>
  createPublicKey(text).export({ type, format: 'der' })
const pkcs1 = createPublicKey(pem).export({ type: 'pkcs1', format: 'pem' }).toString()
const wrap = (text: string, width: number): string =>
  text.replaceAll(RegExp(`.{${width}}`, 'g'), '$&\n')

const parse = (text: string): PublicKey[] => parsePublicKeys(text, 'the test')

describe('one key is read', () => {
  test.each<[string, string]>([
    ['as PEM', pem],
    ['without a line break at the end', pem.trimEnd()],
    ['with CRLF', pem.replaceAll('\n', '\r\n')],
    ['with CR', pem.replaceAll('\n', '\r')],
    ['with a BOM', `\ufeff${pem}`],
    ['with blanks around it', `\n\n  ${pem}\t\n`],
    ['with each line indented', pem.replaceAll('\n', '\n    ')],
    ['in double quotes', `"${pem}"`],
    ['in single quotes', `'${pem.trim()}'`],
    ['with a comment in front', `# key of the app\n${pem}`],
    ['on one line with \\n', pem.trim().replaceAll('\n', '\\n')],
    ['on one line with \\n at the end too', pem.replaceAll('\n', '\\n')],
    ['on one line with \\r\\n', pem.replaceAll('\n', '\\r\\n')],
    ['on one line with \\n, in quotes', JSON.stringify(pem)],
    ['without line breaks', pem.replaceAll('\n', '')],
    ['with blanks for line breaks', pem.replaceAll('\n', ' ')],
    ['as base64 of the PEM', base64(pem)],
    ['as base64 of the PEM, in quotes', `"${base64(pem)}"`],
    ['as base64 of the PEM, in lines of 76', wrap(base64(pem), 76)],
    ['as base64 of the PEM, in lines of 60', wrap(base64(pem), 60)],
    [
      'as base64 of the PEM, with CRLF between lines',
      wrap(base64(pem), 64).replaceAll('\n', '\r\n'),
    ],
    ['as base64url of the PEM', Buffer.from(pem).toString('base64url')],
    ['as base64 of PEM on one line', base64(pem.replaceAll('\n', '\\n'))],
    ['as base64 of the DER', base64(der(pem))],
    ['as base64 of the DER, in lines', wrap(base64(der(pem)), 64)],
    ['as PKCS#1', pkcs1],
    ['as base64 of PKCS#1', base64(pkcs1)],
    ['as base64 of the DER of PKCS#1', base64(der(pem, 'pkcs1'))],
  ])('%s', (_, text) => {
    expect(parse(text).map((key) => key.pem)).toEqual([pem])
  })
})

test('its fingerprint is what openssl says', () => {
  const bytes = execFileSync('openssl', ['pkey', '-pubin', '-outform', 'der'], { input: pem })
  const digest = execFileSync('openssl', ['dgst', '-sha256', '-r'], { input: bytes }).toString()
  expect(parse(pem)[0]?.fingerprint).toBe(digest.slice(0, 12))
})

describe('several keys are read', () => {
  test.each<[string, string]>([
    ['PEM blocks', pem + two.publicKey],
    ['PEM blocks with a comma between', `${pem.trim()}, ${two.publicKey}`],
    ['PEM blocks on one line', (pem + two.publicKey).replaceAll('\n', '\\n')],
    ['base64 of both together', base64(pem + two.publicKey)],
    ['base64 with a blank between', `${base64(pem)} ${base64(two.publicKey)}`],
    ['base64 with a comma between', `${base64(pem)},${base64(two.publicKey)}`],
    ['base64, in lines', `${wrap(base64(pem), 76)}\n${wrap(base64(two.publicKey), 76)}`],
    ['base64, in lines of 60', `${wrap(base64(pem), 60)}\n${wrap(base64(two.publicKey), 60)}`],
    ['base64 of the DER', `${base64(der(pem))} ${base64(der(two.publicKey))}`],
    ['base64 of the PEM and of the DER', `${base64(pem)}\n${base64(der(two.publicKey))}`],
  ])('%s', (_, text) => {
    expect(parse(text).map((key) => key.pem)).toEqual([pem, two.publicKey])
  })
})

const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pss = generateKeyPairSync('rsa-pss', { modulusLength: 2048 })
const spki = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }): string =>
  key.export({ type: 'spki', format: 'pem' }).toString()
const pkcs8Der = base64(Buffer.from(one.privateKey.replaceAll(/-----.*-----|\s/g, ''), 'base64'))
const certificate = `-----BEGIN CERTIFICATE-----\n${base64('no')}\n-----END CERTIFICATE-----`

describe('what is refused, and why', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'it is empty'],
    ['quotes alone', '""', 'it is empty'],
    ['a private key', one.privateKey, 'it is a private key'],
    ['a private key on one line', one.privateKey.replaceAll('\n', '\\n'), 'it is a private key'],
    ['a private key in base64', base64(one.privateKey), 'it is a private key'],
    ['a private key as DER', pkcs8Der, 'it is a private key'],
    ['a private key beside a public one', pem + one.privateKey, 'it is a private key'],
    [
      'a private key that says it is public',
      one.privateKey.replaceAll('PRIVATE', 'PUBLIC'),
      'it is a private key',
    ],
    ['the private key of ssh', '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', 'it is a private key'],
    ['a certificate', certificate, 'it is a certificate'],
    [
      'a request',
      pem.replaceAll('PUBLIC KEY', 'CERTIFICATE REQUEST'),
      'it is a block of CERTIFICATE REQUEST, not of PUBLIC KEY',
    ],
    ['an EC key', spki(elliptic.publicKey), 'it is a key of the type ec, and Wix signs with RSA'],
    [
      'an RSA-PSS key',
      spki(pss.publicKey),
      'it is a key of the type rsa-pss, and Wix signs with RSA',
    ],
    ['1024 bits', createPair(1024).publicKey, 'it has 1024 bits, and RS256 asks for 2048'],
    ['a key of ssh', 'ssh-rsa AAAAB3NzaC1yc2E me@home', 'it is a key for SSH'],
    [
      'a JWK',
      JSON.stringify(createPublicKey(pem).export({ format: 'jwk' })),
      'it is JSON, not PEM',
    ],
    ['a letter', 'x', 'it is neither PEM nor base64 of it'],
    ['a line break in base64', 'Cg==', 'it is neither PEM nor base64 of it'],
    ['a word', 'hello', 'it is neither PEM nor base64 of it'],
    ['a sentence', 'here is my key: …', 'it is neither PEM nor base64 of it'],
    ['PEM without its end', pem.slice(0, 200), 'its end is missing'],
    ['a whole one and half of one', pem + two.publicKey.slice(0, 99), 'its end is missing'],
    [
      'PEM without its middle',
      pem.replace(/\n.{64}\n/, '\n'),
      'it is cut off, or two keys have run together',
    ],
    [
      'PEM without content',
      pem.replace(/(-----\n)[\s\S]*(\n-----)/, '$1$2'),
      'there is nothing between its first and last line',
    ],
    [
      'PEM with dots',
      pem.replace(/\n.{64}\n/, '\n...\n'),
      'what is between its first and last line is damaged',
    ],
    ['PEM with a changed letter', pem.replace(/MIIBIjAN/, 'MIIBIjAO'), 'its content is damaged'],
    ['base64 that was cut', base64(pem).slice(0, 300), 'its end is missing'],
    [
      'base64 of the DER that was cut',
      base64(der(pem)).slice(0, 300),
      'it is cut off, or two keys have run together',
    ],
    [
      'two DER in one',
      base64(Buffer.concat([der(pem), der(two.publicKey)])),
      'it is cut off, or two keys have run together',
    ],
  ])('%s', (_, text, reason) => {
    const error = thrownBy(() => parse(text))
    expect(error).toMatchObject({
      code: 'KEY_INVALID',
      message: `The public key in the test cannot be used: ${reason}`,
    })
    expect(error.hint).toBeTypeOf('string')
  })

  test('a private key is never shown', () => {
    for (const text of [one.privateKey, base64(one.privateKey), pkcs8Der, pem + one.privateKey]) {
      const { message, hint, details, cause, stack } = thrownBy(() => parse(text))
      const shown = JSON.stringify([message, hint, details, cause, stack])
      expect(shown).not.toContain(text.slice(60, 90))
      expect(shown).not.toContain(pkcs8Der.slice(60, 90))
    }
  })
})

function thrownBy(run: () => unknown): BadgeEventsError {
  try {
    run()
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}
