import { generateKeyPairSync } from 'node:crypto'
import { resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { decodeWebhook } from '../../src/event/webhook.js'
import { createWorld, loadFixture, signWebhook, simulate } from '../../src/testing/index.js'
import { siteWith } from '../cli/site.js'

const handlers = `
import wixData from 'wix-data'
import { getSecret } from 'wix-secrets-backend'
export async function wixBadges_onBadgeAssigned(event) {
  const { totalCount } = await wixData.query('Log').find()
  await wixData.insert('Log', { memberId: event.data.memberId, number: totalCount + 1 })
  return event.data.memberId
}
export async function wixBadges_onBadgeUnassigned() {
  return getSecret('KEY')
}
export function wixBadges_onBadgeCreated({ entity }) {
  return [entity.title, entity._createdDate instanceof Date]
}
export function wixBadgesV4_onBadgeDeleted() {
  return new Promise(() => setInterval(() => {}, 50))
}
`

describe('simulate', () => {
  test('runs the handler with the changed event', async () => {
    const { root: cwd } = siteWith(handlers)
    const result = await simulate('assigned', { cwd, set: { 'data.memberId': 'ann' } })
    expect(result).toMatchObject({ status: 'passed', event: 'assigned', returned: 'ann' })
    expect(result.input?.data.memberId).toBe('ann')
    expect(result.dataChanges).toMatchObject([
      { collection: 'Log', kind: 'insert', after: { memberId: 'ann', number: 1 } },
    ])
    expect(result.effects[0]?.place).toMatchObject({ file: 'src/backend/events.js', line: 5 })
  })

  test('takes text as text, and gives each run an id of its own', async () => {
    const { root: cwd } = siteWith(handlers)
    const set = { 'data.memberId': '42' }
    const [first, second] = [
      await simulate('assigned', { cwd, set }),
      await simulate('assigned', { cwd, set, asIs: true }),
    ]
    expect(first.returned).toBe('42')
    expect(first.input?.metadata.id).not.toBe(loadFixture('assigned').metadata.id)
    expect(second.input?.metadata.id).toBe(loadFixture('assigned').metadata.id)
  })

  test('hands over dates as Date, and takes whole events', async () => {
    const { root: cwd } = siteWith(handlers)
    const fixture = loadFixture('created')
    fixture.entity.title = 'Night Owl'
    const result = await simulate('created', { cwd, fixture })
    expect(result.returned).toEqual(['Night Owl', true])
  })

  test('prefers the secrets it is given', async () => {
    const { root: cwd } = siteWith(handlers, { '.env': 'KEY=from-file' })
    const result = await simulate('unassigned', { cwd, secrets: { KEY: 'x' } })
    expect(result.status).toBe('passed')
    expect((await simulate('unassigned', { cwd })).returned).toBe('***')
  })

  test('ends a handler at its limit', async () => {
    const { root: cwd } = siteWith(handlers)
    const result = await simulate('deleted', { cwd, timeoutMs: 300 })
    expect(result).toMatchObject({ event: 'deleted-v4', status: 'timed-out' })
  })

  test('tells of a handler that is not there, as a result', async () => {
    const { root: cwd } = siteWith(handlers)
    expect(await simulate('updated', { cwd })).toMatchObject({ status: 'no-handler', input: null })
  })

  test.each<[string, string, object]>([
    ['EVENT_UNKNOWN', 'asigned!', {}],
    ['EVENT_INVALID', 'assigned', { set: { 'data.memberId': 7 } }],
    ['OVERRIDE_INVALID', 'assigned', { set: { 'dat.memberId': 'x' } }],
    ['OVERRIDE_INVALID', 'assigned', { set: { 'data.memberId': undefined } }],
    ['FIXTURE_NOT_FOUND', 'assigned', { fixture: 'no/such.json' }],
  ])('rejects with %s for %s %j', async (code, event, options) => {
    const { root: cwd } = siteWith(handlers)
    await expect(simulate(event, { cwd, ...options })).rejects.toMatchObject({ code })
  })
})

describe('a world', () => {
  test('starts from what it is given, else from the data files', async () => {
    const { root: cwd } = siteWith(handlers, { 'badge-events/data/Log.json': '[{ "_id": "a" }]' })
    const numberIn = async (world: object) =>
      (await simulate('assigned', { cwd, world })).dataChanges[0]?.after
    expect(await numberIn({})).toMatchObject({ number: 2 })
    expect(await numberIn({ collections: { Log: [] } })).toMatchObject({ number: 1 })
  })

  test('lives on from run to run when it was created', async () => {
    const { root: cwd } = siteWith(handlers)
    const world = createWorld({ collections: { Log: [{ _id: 'a', number: 0 }] } })
    onTestFinished(() => world.close())
    await simulate('assigned', { cwd, world })
    await simulate('assigned', { cwd, world })
    expect(world.collection('Log')).toMatchObject([{ number: 0 }, { number: 2 }, { number: 3 }])
    expect(world.collection('Other')).toEqual([])
  })

  test('begins anew after a run that ended its thread, and after it was closed', async () => {
    const { root: cwd } = siteWith(handlers)
    const world = createWorld()
    onTestFinished(() => world.close())
    await simulate('assigned', { cwd, world, timeoutMs: 300 })
    await simulate('deleted', { cwd, world })
    expect(world.collection('Log')).toEqual([])
    await simulate('assigned', { cwd, world })
    expect(world.collection('Log')).toMatchObject([{ number: 1 }])
  })

  test('belongs to one file', async () => {
    const { root: cwd } = siteWith(handlers)
    const world = createWorld()
    onTestFinished(() => world.close())
    await simulate('assigned', { cwd, world })
    const { root: other } = siteWith(handlers)
    await expect(simulate('assigned', { cwd: other, world })).rejects.toMatchObject({
      code: 'USAGE_INVALID',
    })
  })
})

describe('loadFixture', () => {
  test("gives the site's own fixture before the one that ships", () => {
    const own = { ...loadFixture('assigned'), data: { memberId: 'ann' } }
    const text = JSON.stringify(own)
    const { root: cwd } = siteWith(handlers, {
      'badge-events/fixtures/assigned.json': text,
      'badge-events/fixtures/captured.json': text,
    })
    expect(loadFixture('assigned', { cwd }).data.memberId).toBe('ann')
    expect(loadFixture('captured', { cwd })).toEqual(own)
    expect(loadFixture('badge-events/fixtures/captured.json', { cwd })).toEqual(own)
    expect(loadFixture('removed', { cwd })).toEqual(loadFixture('unassigned', { cwd }))
  })

  test('gives a new object each time', () => {
    const fixture = loadFixture('assigned')
    fixture.data.memberId = 'changed'
    expect(loadFixture('assigned').data.memberId).not.toBe('changed')
  })

  test('knows no other names', () => {
    expect(() => loadFixture('assignde')).toThrow(
      expect.objectContaining({ code: 'EVENT_UNKNOWN' }),
    )
  })
})

describe('signWebhook', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

  test.each(['assigned', 'created-v4', 'member-updated'] as const)(
    'gives the token of %s that @wix/sdk accepts',
    async (name) => {
      const { AppStrategy, createClient } = await import('@wix/sdk')
      const token = await signWebhook(loadFixture(name), { privateKey })
      const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
      const client = createClient({ auth: AppStrategy({ appId: 'app', publicKey: pem }) })
      const { eventType } = await client.webhooks.parseJWT(token)
      expect(eventType).toBe(
        decodeWebhook(await signWebhook(name, { privateKey })).envelope.eventType,
      )
    },
  )

  test('takes an event that says what it is, or is told', async () => {
    const event = structuredClone(loadFixture('assigned'))
    await expect(signWebhook(event, { privateKey })).rejects.toMatchObject({
      code: 'USAGE_INVALID',
    })
    const issuedAt = new Date('2026-01-01T00:00:00.000Z')
    const options = { privateKey, kid: 'k1', issuedAt, expiresInMs: 60_000 }
    const token = await signWebhook(event, { ...options, event: 'assigned' })
    const { header, payload, envelope } = decodeWebhook(token)
    expect(header).toMatchObject({ alg: 'RS256', kid: 'k1' })
    expect(Number(payload.exp) - Number(payload.iat)).toBe(60)
    expect(envelope.eventType).toBe('wix.badges.v3.badge_badge_assigned')
    const told = { ...event.metadata, entityFqdn: 'wix.badges.v3.badge', slug: 'badge_assigned' }
    expect(await signWebhook({ ...event, metadata: told }, options)).toMatch(/^eyJ/)
  })
})

test('the shipped fixtures are found from any folder', () => {
  expect(loadFixture('assigned', { cwd: resolve('/') }).metadata.id).toBeTypeOf('string')
})
