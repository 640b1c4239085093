import { describe, expect, test } from 'vitest'
import { createLocalKey, readLocalKey } from '../../src/delivery/keys/local-key.js'
import { arrival } from '../delivery/log/arrivals.js'
import { fill, signedArrival, withLog } from './filled-log.js'
import { runCli, startCli } from './run-cli.js'
import { startHttp, startSdkServer } from './sdk-server.js'
import { failJson, readLines } from './simulate-json.js'
import { createSite, siteWith, type TestSite } from './site.js'

const hour = 3_600_000
const longAgo = { issuedAt: new Date(Date.now() - 4 * hour) }
const handlerTarget = 'run src/backend/events.js'
const publicKeyOf = (site: TestSite): string => readLocalKey(site.path('.badge-events')).publicKey

const recording = `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) {
  if (event.data.memberId === 'bad') throw new Error('no such member')
  await wixData.insert('Seen', { memberId: event.data.memberId, id: event.metadata.id })
}
`

function about(memberId: string) {
  return arrival({ event: { data: { memberId }, metadata: arrival().event.metadata } })
}

describe('replay in the handlers', () => {
  test('runs the event as it was delivered, and shows the run', async () => {
    const site = siteWith(recording)
    const one = about('ann')
    const [id = ''] = await fill(site, [one])
    const { exitCode, stdout, stderr } = await runCli(['replay', 'last'], { cwd: site.root })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${id}  → run  ✓`)
    expect(stdout).toMatch(/Seen {2}\+ \{.*memberId: "ann"/)
    expect(stdout).toContain('✓ 1 delivered')
  })

  test('takes several in the order of arrival, and ends with 1 when one failed', async () => {
    const site = siteWith(recording)
    const ids = await fill(site, [about('ann'), about('bad'), about('cy')])
    const args = ['replay', 'last', 'last~1', 'last~2', 'last', '--json']
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(readLines(stdout)).toMatchObject(
      [
        { type: 'outcome', id: ids[0], target: handlerTarget, state: 'delivered' },
        { type: 'outcome', id: ids[1], state: 'failed', outcome: { reason: /no such member/ } },
        { type: 'outcome', id: ids[2], state: 'delivered' },
        { type: 'end', delivered: 2, failed: 1 },
      ].map((line) => matching(line)),
    )
  })

  test('clears what failed once it went through', async () => {
    const site = siteWith(recording)
    await fill(site, [about('bad'), about('ann')])
    expect((await runCli(['replay', '--since', '2020-01-01'], { cwd: site.root })).exitCode).toBe(1)
    const failed = async (): Promise<unknown[]> =>
      readLines((await runCli(['log', '--failed', '--json'], { cwd: site.root })).stdout)
    expect(await failed()).toMatchObject([{ seq: 1 }])
    site.write('src/backend/events.js', 'export function wixBadges_onBadgeAssigned() {}\n')
    const again = await runCli(['replay', '--failed'], { cwd: site.root })
    expect(again.exitCode).toBe(0)
    expect(again.stdout).toContain('✓ 1 delivered')
    expect(await failed()).toEqual([])
    const nothing = await runCli(['replay', '--failed'], { cwd: site.root })
    expect(nothing).toMatchObject({ exitCode: 0, stdout: '' })
    expect(nothing.stderr).toContain('No delivery fits')
  })

  test('edits the event, and keeps that out of the log', async () => {
    const site = siteWith(recording)
    await fill(site, [about('bad')])
    const args = ['replay', 'last', '-s', 'data.memberId=bob']
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('memberId: "bob"')
    expect(await withLog(site, (log) => log.attempts(1))).toEqual([])
  })

  test('skips what no handler is exported for', async () => {
    const site = siteWith('export const nothing = 1\n')
    await fill(site, [arrival()])
    const { exitCode, stdout } = await runCli(['replay', 'last'], { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('skipped')
    expect(await withLog(site, (log) => log.dispatches(1))).toEqual([
      { target: handlerTarget, state: 'skipped' },
    ])
  })

  test('ends with 1 when the code cannot be loaded, and records no failure of what waits', async () => {
    const site = siteWith('export function (\n')
    await fill(site, [arrival(), arrival()], [handlerTarget])
    const { exitCode, stdout, stderr } = await runCli(['replay', 'last', 'last~1'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('1 not sent')
    expect(stderr).toContain('src/backend/events.js')
    expect(await withLog(site, (log) => log.waiting())).toEqual([
      { target: handlerTarget, count: 2 },
    ])
  })

  test('takes nothing unverified without being told to', async () => {
    const site = siteWith(recording)
    await fill(site, [{ ...about('ann'), verification: { status: 'unverified' } }])
    const { error } = await failJson(['replay', 'last'], { cwd: site.root })
    expect(error).toMatchObject({
      code: 'USAGE_INVALID',
      hint: expect.stringContaining('--allow-unverified'),
    })
    const many = await runCli(['replay', '--since', '2020-01-01'], { cwd: site.root })
    expect(many).toMatchObject({ exitCode: 0, stdout: '' })
    expect(many.stderr).toContain('1 left out: unverified')
    const allowed = await runCli(['replay', 'last', '--allow-unverified'], { cwd: site.root })
    expect(allowed.exitCode).toBe(0)
  })
})

describe('replay to an address', () => {
  test('sends a token that is valid byte for byte, and the real SDK takes it', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    const one = await signedArrival(site)
    await fill(site, [one])
    const args = ['replay', 'last', '--forward-to', server.url]
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('✓ 200')
    expect(server.bodies.map((body) => body.equals(one.body))).toEqual([true])
    expect(server.events).toHaveLength(1)
  })

  test('sends nothing of many when one token has expired, and names both ways out', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    await fill(site, [await signedArrival(site), await signedArrival(site, longAgo)])
    const args = ['replay', '--since', '2020-01-01', '--forward-to', server.url]
    const { error } = await failJson(args, { cwd: site.root })
    expect(error).toMatchObject({ code: 'TOKEN_EXPIRED', exitCode: 4 })
    expect(error.hint).toContain('--re-sign')
    expect(error.hint).toContain('--as-is')
    expect(server.bodies).toEqual([])
  })

  test('signs anew with the local key, so that the real SDK takes it', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    const one = await signedArrival(site, { ...longAgo, key: createLocalKey() })
    await fill(site, [one])
    const args = ['replay', 'last', '--forward-to', server.url, '--re-sign']
    const { exitCode, stderr } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('badge-events keys')
    expect(server.events).toMatchObject([
      { data: { memberId: '0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001' } },
    ])
    const dataOf = (body: Buffer): unknown =>
      JSON.parse(Buffer.from(body.toString().split('.')[1] ?? '', 'base64url').toString()).data
    expect(dataOf(server.bodies[0] ?? Buffer.alloc(0))).toBe(dataOf(one.body))
  })

  test('sends an expired one as it is with a warning, and tells what the server said', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    const one = await signedArrival(site, longAgo)
    await fill(site, [one])
    const args = ['replay', 'last', '--forward-to', server.url, '--as-is']
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stderr).toContain('expired')
    expect(stdout).toContain('answered 401')
    expect(server.bodies.map((body) => body.equals(one.body))).toEqual([true])
  })

  test('edits before it signs', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    await fill(site, [await signedArrival(site)])
    const args = ['replay', 'last', '--forward-to', server.url, '-s', 'data.memberId=bob']
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    expect(JSON.stringify(server.events)).toContain('bob')
    const both = await failJson([...args, '--as-is'], { cwd: site.root })
    expect(both.error).toMatchObject({ code: 'USAGE_INVALID' })
  })

  test('sends to each address what it is for', async () => {
    const site = createSite({})
    const got: string[] = []
    const url = await startHttp((body, respond) => {
      got.push(body.toString())
      respond(200)
    })
    const created = arrival({
      key: 'created',
      eventType: 'wix.badges.v3.badge_created',
      body: Buffer.from('created'),
    })
    await fill(site, [arrival({ body: Buffer.from('assigned') }), created])
    const args = [
      'replay',
      '--since',
      '2020-01-01',
      '--forward-to',
      `wix.badges.v3.badge_created=${url}`,
    ]
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    expect(got).toEqual(['created'])
  })

  test('stops at a target where nobody answers, and leaves what waits waiting', async () => {
    const site = createSite({})
    const url = 'http://127.0.0.1:1/'
    await fill(site, [arrival(), arrival()], [url])
    const args = ['replay', '--since', '2020-01-01', '--forward-to', url, '--json']
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(readLines(stdout)).toMatchObject([
      { outcome: { status: 'down' }, state: 'waiting' },
      { type: 'end', failed: 1, unsent: 1 },
    ])
    expect(await withLog(site, (log) => log.waiting())).toEqual([{ target: url, count: 2 }])
  })

  test('sends what failed to the address that refused it', async () => {
    const site = siteWith(recording)
    let status = 404
    const url = await startHttp((_body, respond) => respond(status))
    await fill(site, [arrival()])
    expect(
      (await runCli(['replay', 'last', '--forward-to', url], { cwd: site.root })).exitCode,
    ).toBe(1)
    status = 200
    const { exitCode, stdout } = await runCli(['replay', '--failed'], { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`→ ${url}`)
    expect(await withLog(site, (log) => log.dispatches(1))).toEqual([
      { target: url, state: 'delivered' },
    ])
  })

  test('ends with Ctrl-C while a target is slow, and writes no outcome', async () => {
    const site = createSite({})
    let isAsked = false
    const url = await startHttp(() => {
      isAsked = true
    })
    await fill(site, [arrival()])
    const cli = startCli(['replay', 'last', '--forward-to', url], { cwd: site.root })
    while (!isAsked) await new Promise((resolve) => setTimeout(resolve, 10))
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
    expect(await withLog(site, (log) => log.attempts(1))).toEqual([])
  })
})

describe('replay', () => {
  test('lists what it would do, and does nothing', async () => {
    const site = createSite({})
    const server = await startSdkServer(publicKeyOf(site))
    const [id = ''] = await fill(site, [await signedArrival(site, longAgo)])
    const args = ['replay', 'last', '--forward-to', server.url, '--dry-run']
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain(id)
    expect(stdout).toContain(`→ ${server.url}  token expired: --re-sign or --as-is`)
    expect(server.bodies).toEqual([])
    const json = await runCli([...args, '--re-sign', '--json'], { cwd: site.root })
    expect(readLines(json.stdout)).toMatchObject([
      { type: 'plan', id, steps: [{ target: server.url, token: 're-signed' }] },
    ])
  })

  test.each([
    [[], 'Which deliveries?'],
    [['last', '--since', '2h'], 'not both'],
    [['last'], 'no events.js'],
    [['last', '--run', '--handler', 'src/x.js', '--re-sign'], 'There is no file'],
  ])('refuses %j', async (args, words) => {
    const site = createSite({})
    await fill(site, [arrival()])
    const { exitCode, stderr } = await runCli(['replay', ...args], { cwd: site.root })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(words)
  })

  test('refuses to sign where nothing is forwarded', async () => {
    const site = siteWith(recording)
    await fill(site, [arrival()])
    const { error } = await failJson(['replay', 'last', '--re-sign'], { cwd: site.root })
    expect(error).toMatchObject({
      code: 'USAGE_INVALID',
      message: expect.stringContaining('--re-sign'),
    })
  })
})

/** Texts are matched by expressions, wherever they stand. */
function matching(value: unknown): unknown {
  if (value instanceof RegExp) return expect.stringMatching(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return expect.objectContaining(
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, matching(inner)])),
  )
}
