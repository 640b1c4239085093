import { generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { parseEventName } from '../../src/catalog/index.js'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { openLog } from '../../src/delivery/log/log.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { parseEventObject } from '../../src/event/parse.js'
import type { EventMetadata } from '../../src/event/types.js'
import { signWebhook } from '../../src/event/webhook.js'
import { runCli } from './run-cli.js'
import { startHttp } from './sdk-server.js'
import { failJson } from './simulate-json.js'
import { createSite, siteWith, type TestSite } from './site.js'
import { post, startTail } from './tail.js'

const wix = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

let events = 0

/** A webhook of `assigned`, signed like one of Wix's. */
function webhook(
  metadata: Partial<EventMetadata> = {},
  privateKey = wix.privateKey,
  issuedAt = new Date(),
): Promise<string> {
  const definition = parseEventName('assigned')
  const event = parseEventObject(readFixture('assigned'))
  const id = `00000000-0000-4000-8000-${String(++events).padStart(12, '0')}`
  const own = { ...event, metadata: { ...event.metadata, id, ...metadata } }
  return signWebhook(toEnvelope(own, definition), { privateKey, issuedAt })
}

const localKey = (site: TestSite): string => readLocalKey(site.path('.badge-events')).privateKey

const logging = `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) {
  console.log('assigned to', event.data.memberId)
  await wixData.insert('BadgeLog', { memberId: event.data.memberId })
}
`

describe('what arrives', () => {
  test('is verified with the public key that was given', async () => {
    const site = createSite({ 'key.pem': wix.publicKey })
    const tail = await startTail(['--public-key', 'key.pem'], { cwd: site.root })
    expect(await post(tail.url, await webhook())).toEqual({ status: 200, text: 'ok' })
    expect(await post(tail.url, await webhook({}, localKey(site)))).toMatchObject({ status: 200 })
    const deliveries = await tail.until('delivery', 2)
    expect(deliveries).toMatchObject([
      { delivery: { event: 'assigned', verification: { status: 'verified' }, source: 'webhook' } },
      { delivery: { verification: { status: 'local' }, source: 'local' } },
    ])
  })

  test.each([
    ['one line with \\n written out', wix.publicKey.replaceAll('\n', '\\n')],
    ['base64 of it', Buffer.from(wix.publicKey).toString('base64')],
  ])('is verified with a key from the environment: %s', async (_title, key) => {
    const tail = await startTail([], {
      cwd: createSite({}).root,
      env: { BADGE_EVENTS_PUBLIC_KEY: key },
    })
    await post(tail.url, await webhook())
    expect(await tail.until('delivery')).toMatchObject([
      { delivery: { verification: { status: 'verified' } } },
    ])
  })

  test('of any content type and path is kept byte for byte, without cookies', async () => {
    const site = createSite({})
    const tail = await startTail([], { cwd: site.root })
    const body = `${await webhook({}, localKey(site))}\n`
    for (const type of ['application/json', 'application/octet-stream', 'text/html', 'x/y; q=1']) {
      const headers = { 'content-type': type, cookie: 'a=b', authorization: 'Bearer s3cret' }
      expect((await post(`${tail.url}/a/b?c=d`, body, headers)).status).toBe(200)
    }
    const log = await openLog(site.path('.badge-events'))
    const delivery = log.find('last')
    await log.close()
    expect(delivery.body.toString()).toBe(body)
    expect(delivery).toMatchObject({ path: '/a/b?c=d', resends: 3 })
    expect(delivery.headers['content-type']).toBe('application/json')
    expect(JSON.stringify(delivery.headers)).not.toMatch(/s3cret|cookie/)
  })

  test('without any key is kept as unverified, and neither run nor forwarded', async () => {
    const site = siteWith(logging)
    const tail = await startTail(['--run'], { cwd: site.root })
    expect((await post(tail.url, await webhook())).status).toBe(200)
    await post(tail.url, await webhook({}, localKey(site)))
    const [outcome] = await tail.until('outcome')
    const deliveries = tail.documents('delivery') as { delivery: { id: string } }[]
    expect(deliveries[0]).toMatchObject({ delivery: { verification: { status: 'unverified' } } })
    expect(outcome?.id).toBe(deliveries[1]?.delivery.id)
  })

  test('without any key is run with --allow-unverified', async () => {
    const site = siteWith(logging)
    const tail = await startTail(['--run', '--allow-unverified'], { cwd: site.root })
    await post(tail.url, await webhook())
    expect(await tail.until('outcome')).toMatchObject([{ state: 'delivered' }])
  })

  test.each<[string, () => Promise<string> | string, number, string]>([
    ['by another key', () => webhook({}, otherKey()), 401, 'wrong-key'],
    [
      'long ago',
      () => webhook({}, wix.privateKey, new Date(Date.now() - 4 * 3_600_000)),
      401,
      'expired',
    ],
    ['and quoted by a proxy', async () => JSON.stringify(await webhook()), 400, 'json-quoted'],
    ['nowhere: JSON', () => '{"data":{}}', 400, 'not-a-jwt-json'],
    ['and cut', async () => (await webhook()).slice(0, -60), 400, 'truncated'],
    ['nowhere: nothing', () => '', 400, 'empty'],
  ])('signed %s is refused with its cause, and not run', async (_title, make, status, cause) => {
    const site = siteWith(logging, { 'key.pem': wix.publicKey })
    const tail = await startTail(['--run', '--public-key', 'key.pem'], { cwd: site.root })
    const answer = await post(tail.url, await make())
    expect(answer.status).toBe(status)
    expect(JSON.parse(answer.text)).toMatchObject({ error: { cause } })
    expect(await tail.until('refused')).toMatchObject([{ httpStatus: status, cause }])
    expect(tail.documents('outcome')).toEqual([])
    tail.interrupt()
    await tail.finished
    const log = await openLog(site.path('.badge-events'))
    expect([...log.refusals()]).toMatchObject([{ cause }])
    expect([...log.list()]).toEqual([])
    await log.close()
  })

  test('in any other way than POST is refused', async () => {
    const tail = await startTail([], { cwd: createSite({}).root })
    const response = await fetch(tail.url)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('POST')
  })

  test('from outside the catalog is kept, but with --strict', async () => {
    const site = createSite({})
    const body = await signWebhook(
      {
        instanceId: 'i',
        eventType: 'wix.ecom.v1.order_created',
        identity: '{}',
        data: '{"id":"e-9","createdEvent":{"entity":{}}}',
      },
      { privateKey: localKey(site), issuedAt: new Date() },
    )
    const tail = await startTail([], { cwd: site.root })
    expect((await post(tail.url, body)).status).toBe(200)
    expect(await tail.until('delivery')).toMatchObject([
      { delivery: { event: null, eventType: 'wix.ecom.v1.order_created', eventId: 'e-9' } },
    ])
    const strict = await startTail(['--strict'], { cwd: site.root })
    expect((await post(strict.url, body)).status).toBe(400)
  })

  test('again is shown as resent and run once', async () => {
    const site = siteWith(logging)
    const tail = await startTail(['--run'], { cwd: site.root })
    const body = await webhook({}, localKey(site))
    await post(tail.url, body)
    await tail.until('outcome')
    await post(tail.url, body)
    expect(await tail.until('resent')).toMatchObject([{ delivery: { resends: 1 } }])
    await post(tail.url, await webhook({}, localKey(site)))
    expect(await tail.until('outcome', 2)).toHaveLength(2)
  })

  test('out of order is marked', async () => {
    const site = createSite({})
    const tail = await startTail([], { cwd: site.root })
    await post(tail.url, await webhook({ entityEventSequence: '2' }, localKey(site)))
    await post(tail.url, await webhook({ entityEventSequence: '1' }, localKey(site)))
    const deliveries = await tail.until('delivery', 2)
    expect(deliveries).toMatchObject([
      { delivery: { isLate: false } },
      { delivery: { isLate: true } },
    ])
  })

  test('but is not wanted is kept, and neither shown nor run', async () => {
    const site = siteWith(logging)
    const args = ['--run', '--filter', 'metadata.entityEventSequence=2']
    const tail = await startTail(args, { cwd: site.root })
    await post(tail.url, await webhook({ entityEventSequence: '1' }, localKey(site)))
    await post(tail.url, await webhook({ entityEventSequence: '2' }, localKey(site)))
    await tail.until('outcome')
    expect(tail.documents('delivery')).toHaveLength(1)
    expect(tail.documents('outcome')).toHaveLength(1)
    const log = await openLog(site.path('.badge-events'))
    expect([...log.list()]).toHaveLength(2)
    await log.close()
  })
})

describe('the local handlers', () => {
  test('get each delivery as it was delivered, in the order of arrival', async () => {
    const site = siteWith(`export function wixBadges_onBadgeAssigned(event) {
      console.log(event.metadata.id)
    }`)
    const tail = await startTail(['--run'], { cwd: site.root })
    const ids = ['e-1', 'e-2', 'e-3', 'e-4']
    for (const id of ids) await post(tail.url, await webhook({ id }, localKey(site)))
    await tail.until('outcome', 4)
    const logs = tail.documents('log') as { entry: { text: string } }[]
    expect(logs.map(({ entry }) => entry.text)).toEqual(ids)
  })

  test('that throw make the delivery fail, with the place', async () => {
    const site = siteWith(`export function wixBadges_onBadgeAssigned(event) {
      event.entity.title
    }`)
    const tail = await startTail(['--run'], { cwd: site.root })
    await post(tail.url, await webhook({}, localKey(site)))
    const [outcome] = await tail.until('outcome')
    expect(outcome).toMatchObject({ state: 'failed', outcome: { results: [{ status: 'failed' }] } })
    expect(JSON.stringify(outcome)).toContain('src/backend/events.js:2')
  })

  test('that never end are ended, and the next delivery is run', async () => {
    const site = siteWith(`export function wixBadges_onBadgeAssigned(event) {
      while (event.metadata.id === 'loop');
    }`)
    const tail = await startTail(['--run', '--timeout', '0.5'], { cwd: site.root })
    await post(tail.url, await webhook({ id: 'loop' }, localKey(site)))
    await post(tail.url, await webhook({ id: 'next' }, localKey(site)))
    const outcomes = await tail.until('outcome', 2)
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'delivered'])
  })

  test('that are not there are said to be missing', async () => {
    const site = siteWith('export function wixBadges_onBadgeDeleted() {}')
    const tail = await startTail(['--run'], { cwd: site.root })
    await post(tail.url, await webhook({}, localKey(site)))
    const [outcome] = await tail.until('outcome')
    expect(outcome).toMatchObject({ state: 'skipped' })
    expect(JSON.stringify(outcome)).toContain('wixBadges_onBadgeAssigned')
  })

  test('are loaded anew on a save, and what cannot be loaded holds the queue', async () => {
    const version = (text: string) => `export function wixBadges_onBadgeAssigned() {
      console.log('${text}')
    }`
    const site = siteWith(version('one'))
    const tail = await startTail(['--run'], { cwd: site.root })
    await post(tail.url, await webhook({}, localKey(site)))
    await tail.until('outcome')
    site.write('src/backend/events.js', 'export function {')
    await tail.until('broken')
    await post(tail.url, await webhook({}, localKey(site)))
    await tail.until('down')
    site.write('src/backend/events.js', version('two'))
    await tail.until('outcome', 2)
    const logs = tail.documents('log') as { entry: { text: string } }[]
    expect(logs.map(({ entry }) => entry.text)).toEqual(['one', 'two'])
  })
})

describe('an address', () => {
  test('that is down holds its queue, and gets it in order when it is back', async () => {
    const site = createSite({})
    let isUp = false
    const seen: string[] = []
    const url = await startHttp((body, respond) => {
      if (isUp) seen.push(body.toString())
      respond(isUp ? 200 : 503)
    })
    const tail = await startTail(['--forward-to', url], { cwd: site.root })
    const bodies = await Promise.all([1, 2, 3].map(() => webhook({}, localKey(site))))
    for (const body of bodies) await post(tail.url, body)
    await tail.until('outcome')
    isUp = true
    await tail.until('outcome', 4)
    expect(seen).toEqual(bodies)
  })

  test('that refuses for good makes it fail, and the next one goes on', async () => {
    const site = createSite({})
    let calls = 0
    const url = await startHttp((_body, respond) => respond(++calls === 1 ? 404 : 200))
    const tail = await startTail(['--forward-to', url], { cwd: site.root })
    await post(tail.url, await webhook({}, localKey(site)))
    await post(tail.url, await webhook({}, localKey(site)))
    const outcomes = await tail.until('outcome', 2)
    expect(outcomes.map(({ state }) => state)).toEqual(['failed', 'delivered'])
  })

  test('gets the events that are meant for it', async () => {
    const site = createSite({})
    const seen: string[] = []
    const [assigned, created] = await Promise.all(
      ['assigned', 'created'].map((name) =>
        startHttp((_body, respond) => {
          seen.push(name)
          respond(200)
        }),
      ),
    )
    const routes = [`assigned=${assigned}`, `created=${created}`]
    const args = routes.flatMap((route) => ['--forward-to', route])
    const tail = await startTail(args, { cwd: site.root })
    await runCli(['simulate', 'created', '--api', 'v3', '--to', tail.url], { cwd: site.root })
    await runCli(['simulate', 'assigned', '--to', tail.url], { cwd: site.root })
    await runCli(['simulate', 'deleted', '--api', 'v3', '--to', tail.url], { cwd: site.root })
    await tail.until('delivery', 3)
    await tail.until('outcome', 2)
    expect(seen).toEqual(['created', 'assigned'])
  })

  test('gets what an earlier tail left over, first', async () => {
    const site = createSite({})
    const seen: string[] = []
    let isSlow = true
    const url = await startHttp((body, respond) => {
      seen.push(body.toString())
      if (!isSlow) respond(200)
    })
    const first = await startTail(['--forward-to', url], { cwd: site.root })
    const bodies = await Promise.all([1, 2, 3].map(() => webhook({}, localKey(site))))
    for (const body of bodies) expect((await post(first.url, body)).status).toBe(200)
    first.signal('SIGKILL')
    await first.finished
    isSlow = false
    seen.length = 0
    const second = await startTail(['--forward-to', url], { cwd: site.root })
    expect(second.documents('ready')).toMatchObject([{ leftOver: [{ target: url, count: 3 }] }])
    await second.until('outcome', 3)
    expect(seen).toEqual(bodies)
  })
})

describe('the process', () => {
  test('prints one true line once it listens, and writes the ready file', async () => {
    const site = createSite({})
    const tail = await startTail(['--ready-file', 'ready.json'], { cwd: site.root })
    const facts = JSON.parse(site.read('ready.json')) as { url: string; pid: number }
    expect(facts).toMatchObject({ url: tail.url, pid: tail.pid })
    tail.interrupt()
    const { exitCode } = await tail.finished
    expect(exitCode).toBe(130)
    expect(existsSync(site.path('ready.json'))).toBe(false)
  })

  test('says for people where to send, what it trusts and what it does', async () => {
    const site = siteWith(logging)
    const { startCli } = await import('./run-cli.js')
    const cli = startCli(['tail', '--run', '--port', '0'], { cwd: site.root })
    await cli.waitFor(() => cli.stdout.includes('listening on http://127.0.0.1:'), 'readiness')
    const url = /http:\S+/.exec(cli.stdout)?.[0] ?? ''
    await post(url, await webhook({ id: 'x' }, localKey(site)))
    await post(url, '{}')
    await cli.waitFor(() => cli.stdout.includes('refused'), 'the refusal')
    await cli.waitFor(() => cli.stdout.includes('→ run'), 'the outcome')
    expect(cli.stderr).toContain('no public key is set')
    expect(cli.stderr).toContain('callback URL')
    expect(cli.stdout).toContain('assigned to')
    expect(cli.stdout).toMatch(/^\d\d:\d\d:\d\d \w{6} {2}assigned .* local$/m)
    expect(cli.stdout).toMatch(/^\d\d:\d\d:\d\d \w{6} {2}→ run {2}✓ /m)
    expect(cli.stdout).toContain('refused  400 not a JWT: looks like JSON')
    const lines = `${cli.stdout}\n${cli.stderr}`.split('\n')
    expect(lines.filter((line) => line.length > 80)).toEqual([])
    cli.interrupt()
    await cli.finished
    expect(cli.stderr).toContain('1 received, 1 refused, 1 delivered')
  })

  test('lets nothing that arrives control the terminal', async () => {
    const site = createSite({})
    const { startCli } = await import('./run-cli.js')
    const cli = startCli(['tail', '-v', '--port', '0'], { cwd: site.root })
    await cli.waitFor(() => cli.stdout.includes('listening on'), 'readiness')
    const url = /http:\S+/.exec(cli.stdout)?.[0] ?? ''
    const evil = '\u001b]0;owned\u0007\u009b2J\u202e'
    const envelope = {
      ...{ instanceId: evil, eventType: `x.${evil}`, identity: '{}' },
      data: JSON.stringify({ id: evil, entityId: evil, createdEvent: { entity: { title: evil } } }),
    }
    const body = await signWebhook(envelope, { privateKey: localKey(site), issuedAt: new Date() })
    await post(`${url}/%1b`, body)
    await cli.waitFor(
      () => cli.stdout.includes('originatedFrom') || /local\n/.test(cli.stdout),
      'it',
    )
    cli.interrupt()
    await cli.finished
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(cli.stdout).not.toMatch(/[\u001b\u0007\u009b\u202e]/)
  })

  test('names who holds the port', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { error } = await failJson(['tail', '--port', String(port)], { cwd: createSite({}).root })
    expect(error).toMatchObject({ code: 'PORT_UNAVAILABLE', exitCode: 3 })
    expect(error.message).toContain(`127.0.0.1:${port} is taken`)
    if (process.platform === 'linux') expect(error.message).toContain(`(process ${process.pid})`)
  })

  test.each([
    [['--canary', '1'], 'USAGE_INVALID'],
    [['--forward-to', 'assigned'], 'TARGET_INVALID'],
    [['--public-key', 'nope.pem'], 'FILE_UNREADABLE'],
    [['--grep', '/(/'], 'USAGE_INVALID'],
    [['--events', 'asigned'], 'EVENT_UNKNOWN'],
  ])('refuses %j', async (args, code) => {
    const { error } = await failJson(['tail', '--port', '0', ...args], {
      cwd: createSite({}).root,
    })
    expect(error.code).toBe(code)
  })

  test('keeps its folder from git and from others', async () => {
    const site = createSite({})
    await startTail([], { cwd: site.root })
    expect(readFileSync(site.path('.badge-events/.gitignore'), 'utf8')).toBe('*\n')
    expect(statSync(site.path('.badge-events')).mode & 0o777).toBe(0o700)
    expect(statSync(site.path('.badge-events/deliveries.db')).mode & 0o777).toBe(0o600)
  })

  test('ends with 3 when its canary stops coming back', async () => {
    const url = await startHttp((_body, respond) => respond(502))
    const tail = await startTail(['--canary', '0.2', '--public-url', url], {
      cwd: createSite({}).root,
    })
    const { exitCode } = await tail.finished
    expect(exitCode).toBe(3)
    expect(tail.documents('canary-missed')).toMatchObject([{ isLost: false }, { isLost: true }])
  })

  test('neither keeps nor shows a canary that comes back', async () => {
    const site = createSite({})
    let own = ''
    let seen = 0
    const url = await startHttp((body, respond) => {
      // Its first one may come before the address is known here.
      if (own === '') return respond(502)
      seen += 1
      void post(own, body).then(
        ({ status }) => respond(status),
        // It ends with the test, in the middle of one perhaps.
        () => respond(502),
      )
    })
    const tail = await startTail(['--canary', '0.1', '--public-url', url], { cwd: site.root })
    own = tail.url
    while (seen < 3) await new Promise((resolve) => setTimeout(resolve, 20))
    expect(tail.documents('canary-missed').filter(({ isLost }) => isLost)).toEqual([])
    expect(tail.documents('delivery')).toEqual([])
  })
})

function otherKey(): string {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey
}
