import { expect, test } from 'vitest'
import { examineCode } from './examine.js'

const imports = [
  "import wixData from 'wix-data'",
  "import * as members from 'wix-members-backend'",
  "import { elevate } from 'wix-auth'",
  "import { items } from '@wix/data'",
  "import { auth } from '@wix/essentials'",
  "import { ok } from 'wix-http-functions'",
].join('; ')

/** The body of a handler; its calls stand from line 2 on. */
const lost: [string, string][] = [
  ['a bare call', "wixData.insert('A', {})"],
  ['a then without return', "wixData.insert('A', {}).then(console.log)"],
  ['a catch', "wixData.insert('A', {}).then(() => 1).catch(console.error)"],
  ['a member of a namespace', "members.badges.assignMembers('b', ['m'])"],
  ['a builder that is run', "wixData.query('A').eq('a', 1).find()"],
  ['an elevated call', "elevate(members.badges.assignMembers)('b', ['m'])"],
  ['an elevated builder', "auth.elevate(items.query)('A').find()"],
  ['an optional call', "wixData?.insert('A', {})"],
  ['the global fetch', "fetch('https://example.com')"],
  ['one side of a condition', "event ? wixData.get('A', '1') : null"],
  ['a call after &&', "event && wixData.get('A', '1')"],
  ['void', "void wixData.get('A', '1')"],
  ['a constant that is never read', "const saved = wixData.save('A', {})"],
  ['Promise.all without await', "Promise.all([wixData.get('A', '1')])"],
  ['an inline async function', "(async () => { await wixData.get('A', '1') })()"],
  ['forEach with await', "['a'].forEach(async (id) => { await wixData.get('A', id) })"],
  ['forEach without await', "['a'].forEach((id) => wixData.get('A', id))"],
  ['map that nobody waits for', "['a'].map((id) => wixData.get('A', id))"],
  ['a timer', "setTimeout(() => wixData.get('A', '1'), 1)"],
]

test.each(lost)('%s is not awaited', async (_title, statement) => {
  const code = `${imports}\nexport async function wixBadges_onBadgeAssigned(event) {\n${statement}\n}`
  expect(await examineCode(code)).toEqual([expect.stringMatching(/^call-not-awaited 3:\d+$/)])
})

const kept: [string, string][] = [
  ['await', "await wixData.insert('A', {})"],
  ['return', "return wixData.insert('A', {}).then(console.log)"],
  ['a builder that is not run', "wixData.query('A').eq('a', 1)"],
  ['an elevated function that is not called', 'elevate(members.badges.assignMembers)'],
  ['Promise.all', "await Promise.all(['a'].map((id) => wixData.get('A', id)))"],
  ['a constant awaited later', "const saved = wixData.save('A', {}); await saved"],
  ['a constant that is handed on', "const saved = wixData.save('A', {}); later.push(saved)"],
  [
    'a promise settled by hand',
    "await new Promise((done) => { wixData.get('A', '1').then(done) })",
  ],
  ['a function that makes a value', 'ok({})'],
  ['a shadowed name', "const insert = (wixData) => wixData.insert('A', {}); insert(list)"],
  ['a call of something else', 'console.log(event); list.forEach((item) => seen.add(item))'],
  ['a fetch of its own', 'const fetch = () => 1; fetch()'],
]

test.each(kept)('%s is fine', async (_title, statements) => {
  const code = `${imports}\nexport async function wixBadges_onBadgeAssigned(event) {\n${statements}\n}`
  expect(await examineCode(code)).toEqual([])
})

test('functions of the file that the handler uses count, others do not', async () => {
  const code = `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = async (event) => { await first(event) }
async function first(event) { second(event) }
const second = (event) => wixData.get('A', event.data.memberId)
export async function fromPage() { wixData.get('A', '1') }`
  expect(await examineCode(code)).toEqual(['call-not-awaited 3:31'])
})

test('a function shared by two handlers is told once', async () => {
  const code = `import wixData from 'wix-data'
export function wixBadges_onBadgeAssigned(event) { save(event) }
export function wixBadges_onBadgeUnassigned(event) { save(event) }
function save(event) { wixData.get('A', event.data.memberId) }`
  expect(await examineCode(code)).toEqual(['call-not-awaited 4:24'])
})

test('a handler wrapped in a call is looked at too', async () => {
  const code = `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = wrap(async () => { wixData.get('A', '1') })`
  expect(await examineCode(code)).toEqual(['handler-dynamic 2:14', 'call-not-awaited 2:61'])
})

test('functions that call each other are followed once', async () => {
  const code = `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) { await a(event) }
async function a(event) { await b(event) }
async function b(event) { if (event) await a(null); a(null); await wixData.get('A', '1') }`
  expect(await examineCode(code)).toEqual(['call-not-awaited 4:53'])
})
