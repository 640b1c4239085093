import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { satisfies } from '../../src/doctor/node-range.js'
import { readPublicKey } from '../../src/doctor/public-key.js'
import { createSite, siteWith } from '../cli/site.js'
import { examine, toLine } from './examine.js'

const rsa = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const elliptic = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const base64 = (text: string) => Buffer.from(text).toString('base64')

describe('public keys', () => {
  test.each([
    ['pem', rsa.publicKey],
    ['pem', rsa.publicKey.replaceAll('\n', '\r\n')],
    ['base64', base64(rsa.publicKey)],
    ['base64', (base64(rsa.publicKey).match(/.{1,60}/g) ?? []).join('\n')],
    ['one-line', rsa.publicKey.trim().replaceAll('\n', '\\n')],
    ['one-line', rsa.publicKey.replaceAll('\n', '\\r\\n')],
    ['one-line', rsa.publicKey.replaceAll('\n', '')],
  ])('%s is readable', (spelling, text) => {
    expect(readPublicKey(text)).toEqual({ status: 'readable', spelling })
  })

  test.each([
    ['', 'it is empty'],
    ['hello', 'it is neither PEM nor base64 of it'],
    [rsa.privateKey, 'it is a private key'],
    [base64(rsa.privateKey), 'it is a private key'],
    [rsa.publicKey.slice(0, 200), 'its end is missing'],
    [rsa.publicKey.replace(/\n.{64}\n/, '\n'), 'it is cut off, or two keys have run together'],
    [elliptic.publicKey, 'it is a key of the type ec, and Wix signs with RSA'],
  ])('%# is unreadable', (text, reason) => {
    expect(readPublicKey(text)).toEqual({ status: 'unreadable', reason })
  })

  test('the variable of the environment is looked at, and may name a file', async () => {
    const site = siteWith('export function wixBadges_onBadgeAssigned() {}', {
      'key.pem': rsa.publicKey,
    })
    const found = (BADGE_EVENTS_PUBLIC_KEY: string) =>
      examine(site, { env: { BADGE_EVENTS_PUBLIC_KEY } }).then((all) => all.map(toLine))
    expect(await found('key.pem')).toEqual([])
    expect(await found('nokey.pem')).toEqual(['public-key-unreadable'])
    expect(await found(rsa.publicKey.replaceAll('\n', '\\n'))).toEqual(['public-key-on-one-line'])
  })
})

test.each<[string, string, boolean | null]>([
  ['20.19.0', '>=20.19', true],
  ['20.18.3', '>=20.19', false],
  ['22.1.0', '>= 20.19 <23', true],
  ['24.0.0', '>=20.19 <23', false],
  ['20.20.2', '^20.19 || >=22.12', true],
  ['21.0.0', '^20.19 || >=22.12', false],
  ['20.5.0', '20.x', true],
  ['20.5.0', '20', true],
  ['20.5.0', '~20.4', false],
  ['20.5.0', '>20', false],
  ['20.5.0', '<=20', true],
  ['20.5.0', '*', true],
  ['20.5.0', 'lts/*', null],
  ['23.0.0-nightly2024', '>=20', true],
])('Node %s, range %s: %s', (version, range, expected) => {
  expect(satisfies(version, range)).toBe(expected)
})

test('a Node too old for badge-events itself is an error', async () => {
  const site = siteWith('export function wixBadges_onBadgeAssigned() {}')
  const found = await examine(site, { nodeVersion: '18.20.0' })
  expect(found).toMatchObject([{ code: 'node-unsupported', args: { owner: 'badge-events' } }])
})

describe('config', () => {
  const handlers = 'export function wixBadges_onBadgeAssigned() {}'
  test.each([
    ['[]', ['config-invalid badge-events/config.json:1:1']],
    ['', ['config-invalid badge-events/config.json:1:1']],
    ['{}', []],
    ['\ufeff{ "port": 65535 }', []],
    ['{ "port": 65536 }', ['config-value-invalid badge-events/config.json:1:3']],
    ['{ "publicKey": 5 }', ['config-value-invalid badge-events/config.json:1:3']],
    ['{ "toString": 5 }', ['config-key-unknown badge-events/config.json:1:3']],
  ])('%s', async (text, expected) => {
    const site = siteWith(handlers, { 'badge-events/config.json': text })
    expect((await examine(site)).map(toLine)).toEqual(expected)
  })
})

test.each([
  ['.badge-events/', []],
  ['/.badge-events', []],
  ['**/.badge-events/**', []],
  ['.badge-events-old', ['folder-not-ignored']],
  ['# .badge-events', ['folder-not-ignored']],
])('a .gitignore with %s', async (line, expected) => {
  const site = siteWith('export function wixBadges_onBadgeAssigned() {}', {
    '.git/HEAD': '',
    '.badge-events/x': '',
    '.gitignore': `node_modules\r\n${line}\r\n`,
  })
  expect((await examine(site)).map(toLine)).toEqual(expected)
})

test('a file that was named and is not there is bad input, a site without handlers a finding', async () => {
  const site = createSite({ 'wix.config.json': '{}' })
  expect(() => examine(site, { handler: 'events.js' })).toThrow(/There is no file/)
  expect((await examine(site)).map(toLine)).toEqual(['events-file-missing'])
})

test('beside a handler file that the user named, others may have handlers too', async () => {
  const site = siteWith('export function wixBadges_onBadgeAssigned() {}', {
    'src/backend/next.js': 'export function wixBadges_onBadgeUnassigned() {}',
  })
  expect((await examine(site, { handler: 'src/backend/next.js' })).map(toLine)).toEqual([])
})
