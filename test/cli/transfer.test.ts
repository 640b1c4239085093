import { existsSync, readdirSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createLocalKey, readLocalKey } from '../../src/delivery/keys/local-key.js'
import { arrival } from '../delivery/log/arrivals.js'
import { fill, signedArrival, withLog } from './filled-log.js'
import { runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { createSite, type TestSite } from './site.js'

type Line = Record<string, unknown>

const exported = async (site: TestSite, ...args: string[]): Promise<string> =>
  (await runCli(['log', 'export', ...args], { cwd: site.root })).stdout
const importInto = (site: TestSite, text: string) =>
  runCli(['log', 'import', '-', '--json'], { cwd: site.root, stdin: text })
const toText = (lines: readonly Line[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')

describe('log export', () => {
  test('writes every delivery as a line, oldest first, with its body', async () => {
    const site = createSite({})
    const body = Buffer.from([0, 255, 10, 13])
    await fill(site, [arrival({ body }), arrival()])
    const lines = readLines<Line>(await exported(site))
    expect(lines).toMatchObject([
      { format: 'badge-events-delivery/1', event: 'assigned', body: body.toString('base64') },
      { body: Buffer.from('a.b.c').toString('base64') },
    ])
  })

  test('writes what fits the flags, page after page', async () => {
    const site = createSite({})
    await fill(
      site,
      Array.from({ length: 450 }, (_, index) => arrival({ eventId: `e-${index}` })),
    )
    expect(readLines<Line>(await exported(site)).map(({ eventId }) => eventId)).toEqual(
      Array.from({ length: 450 }, (_, index) => `e-${index}`),
    )
    expect(await exported(site, '--events', 'created')).toBe('')
  })

  test('writes a file that only its owner reads, and replaces none', async () => {
    const site = createSite({})
    await fill(site, [arrival()])
    const args = ['log', 'export', '-o', 'out.ndjson']
    expect((await runCli(args, { cwd: site.root })).stderr).toBe('1 delivery exported\n')
    expect(statSync(site.path('out.ndjson')).mode & 0o777).toBe(0o600)
    const again = await runCli(args, { cwd: site.root })
    expect(again.exitCode).toBe(3)
    expect((await runCli([...args, '--force'], { cwd: site.root })).exitCode).toBe(0)
    const nowhere = await runCli(['log', 'export', '-o', 'no/out.ndjson'], { cwd: site.root })
    expect(nowhere.exitCode).toBe(3)
    expect(readdirSync(site.root).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('log import', () => {
  test('brings deliveries into another log as they were, and knows them the second time', async () => {
    const [from, to] = [createSite({}), createSite({})]
    const one = {
      ...arrival({ headers: { 'content-type': 'text/plain' } }),
      verification: { status: 'unverified' } as const,
    }
    await fill(from, [one, one])
    const text = await exported(from)
    expect(JSON.parse((await importInto(to, text)).stdout)).toMatchObject({ added: 1, known: 0 })
    const before = await withLog(from, (log) => log.get(1))
    expect(await withLog(to, (log) => log.get(1))).toEqual(before)
    expect(JSON.parse((await importInto(to, text)).stdout)).toMatchObject({ added: 0, known: 1 })
    expect(await withLog(to, (log) => log.get(1))).toEqual(before)
    expect(await withLog(to, (log) => log.waiting())).toEqual([])
  })

  test('checks each signature again, whatever the file says', async () => {
    const site = createSite({})
    const mine = readLocalKey(site.path('.badge-events'))
    const app = createLocalKey()
    const from = createSite({})
    await fill(from, [
      await signedArrival(from, { key: mine }),
      await signedArrival(from, { key: app }),
      await signedArrival(from, { key: createLocalKey() }),
    ])
    const lines = readLines<Line>(await exported(from)).map((line) => ({
      ...line,
      verification: { status: 'verified', key: 'trust me' },
    }))
    site.write('app.pem', app.publicKey)
    site.write('in.ndjson', toText(lines))
    const args = ['log', 'import', 'in.ndjson', '--public-key', 'app.pem']
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('3 imported (1 verified, 1 local, 1 unverified)')
    const statuses = await withLog(site, (log) =>
      [...log.list({ oldestFirst: true })].map(({ verification }) => verification.status),
    )
    expect(statuses).toEqual(['local', 'verified', 'unverified'])
  })

  test('believes a signed body, not the event beside it, even when its token has expired since', async () => {
    const site = createSite({})
    const issuedAt = new Date('2026-01-01T00:00:00Z')
    const one = await signedArrival(site, { issuedAt }, { receivedAt: issuedAt })
    const from = createSite({})
    await fill(from, [one])
    const lines = readLines<Line>(await exported(from)).map((line) => ({
      ...line,
      eventId: 'other',
      input: { data: { memberId: 'forged' }, metadata: { id: 'other' } },
      headers: { cookie: 'secret', 'content-type': 'text/plain' },
    }))
    await importInto(site, toText(lines))
    const delivery = await withLog(site, (log) => log.get(1))
    expect(delivery).toMatchObject({
      verification: { status: 'local' },
      eventId: one.eventId,
      event: { data: one.event.data },
      headers: { 'content-type': 'text/plain' },
    })
    expect(delivery?.headers).not.toHaveProperty('cookie')
  })

  test('adds no unverified twin of what is here already', async () => {
    const [from, to] = [createSite({}), createSite({})]
    const one = arrival()
    await fill(to, [one])
    await fill(from, [one])
    expect(JSON.parse((await importInto(to, await exported(from))).stdout)).toMatchObject({
      added: 0,
      known: 1,
    })
  })

  test('imports nothing of a file with bad lines, and tells which those are', async () => {
    const [from, to] = [createSite({}), createSite({})]
    await fill(from, [arrival()])
    const good = await exported(from)
    const line = JSON.parse(good) as Line
    const bad = [
      'not json',
      '[]',
      '{}',
      JSON.stringify({ ...line, format: 'badge-events-delivery/9' }),
      JSON.stringify({ ...line, body: 'not base64!' }),
      JSON.stringify({ ...line, receivedAt: 'soon' }),
      JSON.stringify({ ...line, resends: -1 }),
      JSON.stringify({ ...line, source: 'mars' }),
      JSON.stringify({ ...line, input: { metadata: 5 } }),
      JSON.stringify({ ...line, path: 'a\u0000b' }),
      JSON.stringify({ ...line, headers: null }),
    ]
    to.write('in.ndjson', `${good}\n${bad.join('\n')}\n${good}`)
    const { error } = await failJson(['log', 'import', 'in.ndjson'], { cwd: to.root })
    expect(error).toMatchObject({ code: 'DATA_INVALID', exitCode: 2 })
    expect(error.message).toContain('in.ndjson has 11 bad of 13 lines')
    expect(error.message).toContain('line 3: it is not JSON')
    expect(error.message).toContain('and 1 more')
    expect(error.details).toMatchObject({ lines: { length: 11 } })
    expect(await withLog(to, (log) => log.lastSeq())).toBe(0)
  })

  test('tells of a file that is not there, and leaves no copy of stdin behind', async () => {
    const site = createSite({})
    expect((await runCli(['log', 'import', 'gone'], { cwd: site.root })).exitCode).toBe(3)
    await importInto(site, 'bad\n')
    expect(
      readdirSync(site.path('.badge-events')).filter((name) => name.endsWith('.part')),
    ).toEqual([])
  })
})

describe('log prune', () => {
  test('removes what is old, keeps what waits, and says both', async () => {
    const site = createSite({})
    const old = { receivedAt: new Date(Date.now() - 40 * 86_400_000) }
    await fill(site, [arrival(old), arrival(old)])
    await fill(site, [arrival(old)], ['http://localhost:3000/'])
    await fill(site, [arrival({ receivedAt: new Date() })])
    const args = ['log', 'prune', '--older-than', '30d']
    const plan = await runCli([...args, '--dry-run'], { cwd: site.root })
    expect(plan.stdout).toContain('2 deliveries would be removed')
    expect(await withLog(site, (log) => [...log.list()].length)).toBe(4)
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stdout).toBe(
      '2 deliveries removed\n1 delivery as old stays: a target has yet to get it\n',
    )
    expect(await withLog(site, (log) => [...log.list()].map(({ seq }) => seq))).toEqual([4, 3])
    const json = await runCli([...args, '--json'], { cwd: site.root })
    expect(JSON.parse(json.stdout)).toMatchObject({ dryRun: false, deliveries: 0, waiting: 1 })
  })

  test('asks for an age, and takes none in the future', async () => {
    const site = createSite({})
    expect((await runCli(['log', 'prune'], { cwd: site.root })).exitCode).toBe(2)
    const { error } = await failJson(['log', 'prune', '--older-than', '2999-01-01'], {
      cwd: site.root,
    })
    expect(error.message).toContain('in the future')
    expect(existsSync(site.path('.badge-events'))).toBe(false)
  })
})
