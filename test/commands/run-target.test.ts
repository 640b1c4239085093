import { renameSync, rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { type EventKey, parseEventName } from '../../src/catalog/index.js'
import { createRunTarget, type RunTargetOptions } from '../../src/commands/run-target.js'
import type { Context } from '../../src/context.js'
import type { Delivery, DeliveryOutcome } from '../../src/delivery/types.js'
import { parseEventObject } from '../../src/event/parse.js'
import { type HandlerThread, startWorker } from '../../src/runner/thread.js'
import { copySdkSite, extension } from '../cli/sdk-site.js'
import { copySite, createSite, siteWith, type TestSite } from '../cli/site.js'

const file = 'src/backend/events.js'
const assigned = (body: string): string =>
  `export async function wixBadges_onBadgeAssigned(event) {\n  ${body}\n}\n`

describe('a delivery', () => {
  test('runs in the handler of its type, as it was delivered', async () => {
    const { target, deliver } = await open(siteWith(assigned('return event')))
    const outcome = await deliver('assigned')
    const { event } = deliveryOf('assigned')
    expect(target.name).toBe('run src/backend/events.js')
    expect(outcome).toMatchObject({ status: 'delivered', results: [{ status: 'passed' }] })
    expect(outcome.durationMs).toBeGreaterThan(0)
    expect(returned(outcome)).toEqual({ data: event.data, metadata: event.metadata })
  })

  test('may have fields that nobody knows, and values that do not fit the schema', async () => {
    const { deliver } = await open(siteWith(assigned('return event.data')))
    const event = { ...deliveryOf('assigned').event, data: { memberId: 7, more: { a: [1] } } }
    expect(returned(await deliver('assigned', { event }))).toEqual({
      memberId: 7,
      more: { a: [1] },
    })
  })

  test('of v4 goes to the handler of v4, of v3 to the one of v3', async () => {
    const site = siteWith(`export const wixBadges_onBadgeCreated = () => 'v3'
export const wixBadgesV4_onBadgeCreated = () => 'v4'
`)
    const { deliver } = await open(site)
    const both = [await deliver('created'), await deliver('created-v4')]
    expect(both.map(returned)).toEqual(['v3', 'v4'])
    expect(both.map(({ results }) => results?.length)).toEqual([1, 1])
  })

  test('shares the loaded module and its world with the one before', async () => {
    const site = siteWith(`import wixData from 'wix-data'
let count = 0
export async function wixBadges_onBadgeAssigned() {
  await wixData.insert('Log', {})
  return [++count, (await wixData.query('Log').find()).totalCount]
}
`)
    site.write('badge-events/data/Log.json', '[{}]')
    const { deliver } = await open(site)
    await deliver('assigned')
    expect(returned(await deliver('assigned'))).toEqual([2, 3])
  })

  test('tells what the handler logs while it runs', async () => {
    const { deliver, logs } = await open(siteWith(assigned("console.log('hello')")))
    await deliver('assigned', { id: 'd7' })
    expect(logs).toMatchObject([['d7', { level: 'log', text: 'hello' }]])
  })

  test('gets what --world says of the site', async () => {
    const site = siteWith(
      `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = async () => (await wixData.query('Log').find()).totalCount
`,
      { 'world.json': '{ "collections": { "Log": [{}, {}] } }' },
    )
    const { deliver } = await open(site, { world: 'world.json' })
    expect(returned(await deliver('assigned'))).toBe(2)
  })
})

describe('a delivery that nobody handles is skipped', () => {
  test('with the name of the export that is not there', async () => {
    const { deliver } = await open(siteWith('export const wixBadgesV4_onBadgeCreated = () => 1\n'))
    expect(await deliver('created')).toMatchObject({
      status: 'skipped',
      reason: 'src/backend/events.js does not export wixBadges_onBadgeCreated',
    })
  })

  test('where Velo has no handler for it', async () => {
    const { deliver } = await open(siteWith(assigned('')))
    expect(await deliver('assignment-created')).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining(
        'Velo has no handler for wix.badges.v4.badge_assignment_created',
      ),
    })
  })

  test('where its type is not in the catalog', async () => {
    const { deliver } = await open(siteWith(assigned('')))
    const unknown = { key: null, eventType: 'wix.contacts.v4.contact_created' }
    const outcome = await deliver('assigned', unknown)
    expect(outcome).toMatchObject({
      status: 'skipped',
      reason: expect.stringContaining('wix.contacts.v4.contact_created is not in the catalog'),
    })
  })

  test('unless it came under the name of its handler', async () => {
    const { deliver } = await open(siteWith("export const wixCrm_onContactCreated = () => 'crm'\n"))
    const velo = { key: null, eventType: 'wixCrm_onContactCreated' }
    expect(returned(await deliver('assigned', velo))).toBe('crm')
    const other = { key: null, eventType: 'wixCrm_onContactUpdated' }
    expect(await deliver('assigned', other)).toMatchObject({
      status: 'skipped',
      reason: 'src/backend/events.js does not export wixCrm_onContactUpdated',
    })
  })
})

describe('a handler that fails', () => {
  test('is final, with the error and its line', async () => {
    const { deliver } = await open(siteWith(assigned("throw new TypeError('no\\nbadge')")))
    const outcome = await deliver('assigned')
    expect(outcome).toMatchObject({
      status: 'failed',
      reason: 'TypeError: no at src/backend/events.js:2',
      results: [{ status: 'failed', error: { kind: 'threw' } }],
    })
  })

  test('by never ending is ended, and the next delivery works', async () => {
    const { deliver } = await open(
      siteWith(assigned('while (event.data.memberId === "loop") {}')),
      {
        timeoutSeconds: 0.3,
      },
    )
    const event = { ...deliveryOf('assigned').event, data: { memberId: 'loop' } }
    expect(await deliver('assigned', { event })).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^TimeLimit: .* after 0\.3 s at src\/backend\/events\.js:\d$/),
      results: [{ status: 'timed-out' }],
    })
    expect(await deliver('assigned')).toMatchObject({ status: 'delivered' })
  })

  test('by ending the process takes down its thread alone', async () => {
    const body = 'if (event.data.memberId === "exit") process.exit(3)'
    const { deliver } = await open(siteWith(assigned(body)))
    const event = { ...deliveryOf('assigned').event, data: { memberId: 'exit' } }
    expect(await deliver('assigned', { event })).toMatchObject({
      status: 'failed',
      results: [{ status: 'crashed' }],
    })
    expect(await deliver('assigned')).toMatchObject({ status: 'delivered' })
  })
})

describe('a change', () => {
  const double = (extra: number): string =>
    `export default { 'wix-loyalty.v2': { extra: ${extra} } }\n`

  test('of the handler file counts for the next delivery, at once', async () => {
    const site = siteWith(assigned('return 1'))
    const { deliver, onReload } = await open(site)
    expect(returned(await deliver('assigned'))).toBe(1)
    for (const round of [2, 3, 4]) {
      site.write(file, assigned(`return ${round}`))
      expect(returned(await deliver('assigned'))).toBe(round)
    }
    // The watcher tells of the same saves by now, which are known.
    await pause(100)
    expect(onReload.mock.calls).toEqual([[file], [file], [file]])
  })

  test('is noticed without a delivery, once', async () => {
    const site = siteWith(assigned('return 1'))
    const { deliver, onReload } = await open(site)
    site.write(file, assigned('return 2'))
    await vi.waitFor(() => expect(onReload).toHaveBeenCalledWith(file), 5000)
    expect(returned(await deliver('assigned'))).toBe(2)
    expect(onReload).toHaveBeenCalledOnce()
  })

  test.each([
    ['an imported file', 'src/backend/size.js', 'export const size = 5\n'],
    ['a seed file', 'badge-events/data/Log.json', '[{}, {}, {}, {}, {}]'],
    ['a secret', '.env', 'SIZE=22222\n'],
    ['a double', 'badge-events/doubles.js', double(5)],
  ])('of %s counts as well', async (_what, changed, text) => {
    const site = siteWith(
      `import wixData from 'wix-data'
import { getSecret } from 'wix-secrets-backend'
import { extra } from 'wix-loyalty.v2'
import { size } from './size.js'
export async function wixBadges_onBadgeAssigned() {
  const { totalCount } = await wixData.query('Log').find()
  return size + totalCount + (await getSecret('SIZE')).length + extra
}
`,
      {
        'src/backend/size.js': 'export const size = 1\n',
        'badge-events/data/Log.json': '[{}]',
        '.env': 'SIZE=1\n',
        'badge-events/doubles.js': double(1),
      },
    )
    const { deliver, onReload } = await open(site)
    expect(returned(await deliver('assigned'))).toBe(4)
    site.write(changed, text)
    expect(returned(await deliver('assigned'))).toBe(8)
    expect(onReload.mock.calls).toEqual([[changed]])
  })

  test('waits for the delivery that is under way', async () => {
    const slow = 'await new Promise((resolve) => setTimeout(resolve, 300))'
    const site = siteWith(assigned(`console.log('began'); ${slow}; return 'old'`))
    const { deliver, onReload, logs } = await open(site)
    const first = deliver('assigned')
    await vi.waitFor(() => expect(logs).not.toEqual([]), 5000)
    site.write(file, assigned("return 'new'"))
    expect(returned(await deliver('assigned'))).toBe('new')
    expect(returned(await first)).toBe('old')
    expect(onReload).toHaveBeenCalledOnce()
  })
})

describe('code that cannot be loaded', () => {
  test('holds deliveries until it is mended', async () => {
    const site = siteWith(assigned('return 1'))
    const { deliver, onReload, onBroken } = await open(site)
    await deliver('assigned')
    site.write(file, assigned('const { = event'))
    const down = { status: 'down', reason: expect.stringMatching(/^Cannot read the code in .*:2/) }
    expect(await deliver('assigned')).toMatchObject(down)
    expect(await deliver('assigned')).toMatchObject(down)
    expect(onBroken).toHaveBeenCalledOnce()
    expect(onBroken.mock.calls[0]?.[0]).toMatchObject({ code: 'CODE_INVALID' })
    expect(onReload).not.toHaveBeenCalled()
    site.write(file, assigned("return 'mended'"))
    await vi.waitFor(() => expect(onReload).toHaveBeenCalledWith(file), 5000)
    expect(returned(await deliver('assigned'))).toBe('mended')
    expect(onReload).toHaveBeenCalledOnce()
  })

  test('from the start does so too', async () => {
    const site = siteWith(`import { size } from './size.js'\n${assigned('return size')}`)
    const { deliver, onBroken } = await open(site)
    expect(onBroken.mock.calls[0]?.[0]).toMatchObject({ code: 'IMPORT_UNRESOLVED' })
    expect(await deliver('assigned')).toMatchObject({ status: 'down' })
    site.write('src/backend/size.js', 'export const size = 9\n')
    expect(returned(await deliver('assigned'))).toBe(9)
  })

  test('because it throws is tried again after a change alone', async () => {
    const site = siteWith(`throw new Error('half done')\n${assigned('return 1')}`)
    const { deliver, onReload, onBroken } = await open(site)
    const reason =
      'src/backend/events.js fails while it is loaded: Error: half done at src/backend/events.js:1'
    expect(await deliver('assigned')).toMatchObject({ status: 'down', reason })
    expect(await deliver('assigned')).toMatchObject({ status: 'down', reason })
    expect(onBroken).toHaveBeenCalledOnce()
    expect(onReload).not.toHaveBeenCalled()
    site.write(file, assigned('return 2'))
    expect(returned(await deliver('assigned'))).toBe(2)
  })

  test('because it is gone comes back with its file', async () => {
    const site = siteWith(assigned('return 1'))
    const { deliver, onBroken } = await open(site)
    renameSync(site.path(file), site.path('src/backend/away.js'))
    const reason = 'There is no file src/backend/events.js any more'
    expect(await deliver('assigned')).toMatchObject({ status: 'down', reason })
    expect(onBroken.mock.calls[0]?.[0]).toMatchObject({ code: 'HANDLER_FILE_NOT_FOUND' })
    renameSync(site.path('src/backend/away.js'), site.path(file))
    expect(returned(await deliver('assigned'))).toBe(1)
  })

  test('is what a broken seed file makes of it', async () => {
    const site = siteWith(
      `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = async () => (await wixData.query('Log').find()).totalCount
`,
      { 'badge-events/data/Log.json': '[{},' },
    )
    const { deliver, onBroken } = await open(site)
    expect(await deliver('assigned')).toMatchObject({
      status: 'down',
      reason: expect.stringContaining('Log.json'),
    })
    expect(onBroken.mock.calls[0]?.[0]).toMatchObject({ code: 'DATA_INVALID' })
    site.write('badge-events/data/Log.json', '[{}, {}]')
    expect(returned(await deliver('assigned'))).toBe(2)
  })
})

describe('at the start', () => {
  test('a folder without a site is refused', async () => {
    const site = createSite({})
    rmSync(site.path('package.json'))
    await expect(open(site)).rejects.toMatchObject({ code: 'SITE_NOT_FOUND' })
  })

  test('a site without handlers is refused', async () => {
    await expect(open(createSite({}))).rejects.toMatchObject({ code: 'HANDLER_FILE_NOT_FOUND' })
  })

  test('a world that is not there is refused', async () => {
    const opened = open(siteWith(assigned('')), { world: 'none.json' })
    await expect(opened).rejects.toMatchObject({ code: 'FIXTURE_NOT_FOUND' })
  })

  test('another file can be named', async () => {
    const site = copySite('shop', { 'src/other.js': assigned('return "other"') })
    const { target, deliver } = await open(site, { handler: 'src/other.js' })
    expect(target.name).toBe('run src/other.js')
    expect(returned(await deliver('assigned'))).toBe('other')
  })
})

describe('an end', () => {
  const waiting = assigned(`console.log('began')
  if (event.data.memberId === 'wait') await new Promise((resolve) => setTimeout(resolve, 1e6))`)
  const event = { ...deliveryOf('assigned').event, data: { memberId: 'wait' } }

  test('by the signal leaves the delivery to be tried again, and the target as it was', async () => {
    const { deliver, logs, threads } = await open(siteWith(waiting))
    const controller = new AbortController()
    const outcome = deliver('assigned', { event }, controller.signal)
    await vi.waitFor(() => expect(logs).not.toEqual([]), 5000)
    controller.abort()
    expect(await outcome).toMatchObject({ status: 'retry', reason: 'interrupted' })
    expect(threads.map(({ ended }) => ended)).toEqual([true])
    expect(await deliver('assigned', {}, controller.signal)).toMatchObject({ status: 'retry' })
    expect(await deliver('assigned')).toMatchObject({ status: 'delivered' })
  })

  test('by close leaves no thread and no watcher', async () => {
    const site = siteWith(waiting)
    const { target, deliver, logs, onReload, threads } = await open(site)
    const outcome = deliver('assigned', { event })
    await vi.waitFor(() => expect(logs).not.toEqual([]), 5000)
    await target.close()
    expect(await outcome).toMatchObject({ status: 'retry', reason: 'interrupted' })
    expect(threads).toHaveLength(1)
    expect(threads.every(({ ended }) => ended)).toBe(true)
    site.write(file, assigned('return 2'))
    expect(await deliver('assigned')).toMatchObject({ status: 'retry', reason: 'interrupted' })
    expect(onReload).not.toHaveBeenCalled()
  })

  test('before any delivery ends the thread that was started ahead', async () => {
    const { target, threads } = await open(siteWith(waiting))
    expect(threads).toHaveLength(1)
    await target.close()
    expect(threads.every(({ ended }) => ended)).toBe(true)
  })
})

describe('handlers that are registered with the SDK', () => {
  const own = { instanceId: 'my-instance', identity: { identityType: 'APP', appId: 'my-app' } }

  test('get the delivery as it came, beside the Velo handler', async () => {
    const site = copySdkSite('cli-app', {
      'src/backend/events.js': assigned('return Object.keys(event.metadata)'),
      ...extension(`import { members } from '@wix/members'
export default members.onMemberCreated((event) => event.metadata)`),
    })
    const { target, deliver } = await open(site)
    expect(target.name).toBe('run src/backend/events.js')
    const event = parseEventObject(readFixture('assigned'))
    const metadata = { ...event.metadata, ...own }
    const both = await deliver('assigned', { event: { ...event, metadata } })
    expect(both).toMatchObject({
      status: 'delivered',
      results: [
        { handler: 'wixBadges_onBadgeAssigned', returned: expect.any(Array) },
        { handler: 'badges.onBadgeAssigned', effects: [{}, {}] },
      ],
    })
    const member = parseEventObject(readFixture('member-created'))
    const one = await deliver('member-created', {
      event: { ...member, metadata: { ...member.metadata, ...own } },
    })
    expect(returned(one)).toMatchObject({ ...own, _id: member.metadata.id })
  })

  test('in an app without Velo handlers; what has no handler is skipped', async () => {
    const { target, deliver } = await open(copySdkSite('cli-app'))
    expect(target.name).toBe('run src/extensions')
    expect(await deliver('assignment-created')).toMatchObject({
      status: 'delivered',
      results: [{ handler: 'badgeAssignments.onBadgeAssignmentCreated' }],
    })
    expect(await deliver('deleted')).toMatchObject({
      status: 'skipped',
      reason: 'src/extensions does not export wixBadges_onBadgeDeleted',
    })
    expect(await deliver('member-created')).toMatchObject({
      status: 'skipped',
      reason: expect.stringMatching(/^No handler is registered for members\.onMemberCreated\. /),
    })
  })

  test('are loaded anew when an extension changes, and when another comes', async () => {
    const site = copySdkSite('cli-app')
    const { deliver, onReload } = await open(site)
    await deliver('assigned')
    site.write(
      'src/extensions/backend/events/badge-assigned/badge-assigned.ts',
      `import { badges } from '@wix/members'
export default badges.onBadgeAssigned(() => 'changed')
`,
    )
    expect(returned(await deliver('assigned'))).toBe('changed')
    for (const [file, text] of Object.entries(
      extension(`import { members } from '@wix/members'
export default members.onMemberCreated(() => 'new')`),
    )) {
      site.write(file, text)
    }
    site.write('src/extensions.ts', `${site.read('src/extensions.ts')}\n`)
    expect(returned(await deliver('member-created'))).toBe('new')
    expect(onReload).toHaveBeenCalled()
  })
})

async function open(site: TestSite, options: Partial<RunTargetOptions> = {}) {
  const threads: (HandlerThread & { ended: boolean })[] = []
  const startThread = (): HandlerThread => {
    const thread = startWorker()
    const watched = {
      ...thread,
      ended: false,
      async terminate() {
        await thread.terminate()
        watched.ended = true
      },
    }
    threads.push(watched)
    return watched
  }
  const context = {
    env: {},
    cwd: site.root,
    now: () => new Date(),
    newId: () => 'new',
    startThread,
  }
  const logs: unknown[] = []
  const onReload = vi.fn<RunTargetOptions['onReload']>()
  const onBroken = vi.fn<RunTargetOptions['onBroken']>()
  const target = await createRunTarget({
    timeoutSeconds: 10,
    context: context as unknown as Context,
    onReload,
    onBroken,
    onLog: (id, entry) => logs.push([id, entry]),
    ...options,
  })
  onTestFinished(() => target.close())
  const deliver = (
    key: EventKey,
    changes: Partial<Delivery> = {},
    signal = new AbortController().signal,
  ): Promise<DeliveryOutcome> => target.deliver({ ...deliveryOf(key), ...changes }, signal)
  return { target, deliver, logs, onReload, onBroken, threads }
}

function deliveryOf(key: EventKey): Delivery {
  const event = parseEventObject(readFixture(key))
  return {
    seq: 1,
    id: '1',
    eventId: event.metadata.id,
    key,
    eventType: parseEventName(key).webhookType,
    event,
    source: 'webhook',
    receivedAt: new Date(0),
    resends: 0,
    lastReceivedAt: new Date(0),
    isLate: false,
    path: '/',
    body: Buffer.alloc(0),
    headers: {},
    verification: { status: 'unverified' },
  }
}

function returned({ results }: DeliveryOutcome): unknown {
  return results?.[0]?.returned
}
