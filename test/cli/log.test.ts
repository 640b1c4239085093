import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { arrival } from '../delivery/log/arrivals.js'
import { fill, withLog } from './filled-log.js'
import { runCli, startCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { createSite, siteWith } from './site.js'

const hook = pathToFileURL(join(packageRoot, 'test/cli/loaded-modules.mjs')).href
const at = (time: string): Date => new Date(`2026-11-24T${time}Z`)
const lines = (text: string): string[] => text.split('\n').filter(Boolean)

describe('log', () => {
  test('lists deliveries on a line each, the newest at the end', async () => {
    const site = createSite({})
    const [first = '', second = ''] = await fill(site, [
      arrival({ receivedAt: at('09:00:01') }),
      arrival({
        receivedAt: at('09:00:02'),
        key: 'created-v4',
        eventType: 'wix.members.badges.v4.badge_created',
        verification: { status: 'unverified' },
      }),
    ])
    const { exitCode, stdout, stderr } = await runCli(['log'], { cwd: site.root })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(lines(stdout)).toHaveLength(2)
    expect(lines(stdout)[0]).toContain(first)
    expect(lines(stdout)[0]).toMatch(/assigned +member 0d6c1f7e… {2}badge badge-1 +verified$/)
    expect(lines(stdout)[1]).toContain(second)
    expect(lines(stdout)[1]).toMatch(/created-v4 .*unverified$/)
  })

  test('says what was sent again, what came out of order, and how far each target is', async () => {
    const site = createSite({})
    const late = arrival({
      eventId: 'e-2',
      metadata: { entityEventSequence: '1' },
    })
    await fill(
      site,
      [arrival({ metadata: { entityEventSequence: '2' } }), late, late],
      ['http://localhost:3000/', 'run src/backend/events.js'],
    )
    await withLog(site, (log) =>
      log.record(
        2,
        {
          target: 'http://localhost:3000/',
          at: new Date(),
          outcome: { status: 'failed', durationMs: 3, httpStatus: 404, reason: 'answered 404' },
        },
        'failed',
      ),
    )
    const { stdout } = await runCli(['log'], { cwd: site.root })
    const [, second = ''] = lines(stdout)
    expect(second).toContain('verified  ×2  out of order  ✗ failed http://localhost:3000/')
    expect(second).toContain('waiting run src/backend/events.js')
    const failed = await runCli(['log', '--failed', '--json'], { cwd: site.root })
    expect(readLines(failed.stdout)).toMatchObject([{ seq: 2, resends: 1, isLate: true }])
  })

  test('shows the last twenty, or as many as are wanted, and says that there are more', async () => {
    const site = createSite({})
    await fill(
      site,
      Array.from({ length: 23 }, () => arrival()),
    )
    const usual = await runCli(['log'], { cwd: site.root })
    expect(lines(usual.stdout)).toHaveLength(20)
    expect(usual.stderr).toContain('-n all')
    const few = await runCli(['log', '-n', '2', '--json'], { cwd: site.root })
    expect(readLines(few.stdout)).toMatchObject([{ seq: 22 }, { seq: 23 }])
    const all = await runCli(['log', '-n', 'all'], { cwd: site.root })
    expect(lines(all.stdout)).toHaveLength(23)
    expect(all.stderr).toBe('')
  })

  test('lists what fits every flag', async () => {
    const site = createSite({})
    const ago = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)
    await fill(site, [
      arrival({
        receivedAt: ago(180),
        event: { data: { memberId: 'ann', note: 'Gold' }, metadata: arrival().event.metadata },
      }),
      arrival({
        receivedAt: ago(60),
        event: {
          data: { memberId: 'bob', note: 'say "Gold"' },
          metadata: arrival().event.metadata,
        },
      }),
      arrival({ receivedAt: ago(1), eventType: 'acme.v1.thing_done', key: null }),
    ])
    const seqs = async (...args: string[]): Promise<unknown[]> => {
      const { exitCode, stdout } = await runCli(['log', '--json', ...args], { cwd: site.root })
      expect(exitCode).toBe(0)
      return readLines<{ seq: number }>(stdout).map(({ seq }) => seq)
    }
    expect(await seqs('--since', '2h')).toEqual([2, 3])
    expect(await seqs('--since', '30m')).toEqual([3])
    expect(await seqs('--since', '2020-01-01')).toEqual([1, 2, 3])
    expect(await seqs('--events', 'assigned')).toEqual([1, 2])
    expect(await seqs('--events', 'acme.v1.thing_done')).toEqual([3])
    expect(await seqs('--grep', 'gold')).toEqual([1, 2])
    expect(await seqs('--grep', '/"note":"G/')).toEqual([1])
    expect(await seqs('--grep', '"memberId":"bob"')).toEqual([2])
    expect(await seqs('--filter', 'data.memberId=ann', '--grep', 'gold')).toEqual([1])
    expect(await seqs('--grep', 'nothing has this')).toEqual([])
  })

  test('lists refusals with their causes', async () => {
    const site = createSite({})
    await withLog(site, (log) =>
      log.refuse({
        ...{
          at: new Date(),
          httpStatus: 401,
          cause: 'expired',
          reason: 'expired 3 h ago\u001b[2J',
        },
        ...{ path: '/hook', headers: {}, bytes: 5, body: Buffer.from('a.b.c') },
      }),
    )
    const { stdout } = await runCli(['log', '--refused'], { cwd: site.root })
    expect(stdout).toMatch(/401 {2}expired +expired 3 h ago\\u001b\[2J {2}\/hook {2}5 B\n$/)
    const json = await runCli(['log', '--refused', '--json'], { cwd: site.root })
    expect(readLines(json.stdout)).toMatchObject([
      { cause: 'expired', httpStatus: 401, body: 'YS5iLmM=' },
    ])
    const both = await runCli(['log', '--refused', '--failed'], { cwd: site.root })
    expect(both.exitCode).toBe(2)
  })

  test('says how an empty log is filled, and makes none', async () => {
    const site = siteWith('')
    const { exitCode, stdout, stderr } = await runCli(['log'], { cwd: site.root })
    expect([exitCode, stdout]).toEqual([0, ''])
    expect(stderr).toContain('badge-events tail')
    expect(stderr).toContain('badge-events simulate assigned --to http://127.0.0.1:8787')
    for (const args of [
      ['show', 'last'],
      ['capture', 'last'],
      ['replay', 'last'],
      ['replay', '--failed'],
      ['log', 'export'],
      ['log', 'prune', '--older-than', '1d'],
    ]) {
      await runCli(args, { cwd: site.root })
    }
    expect(existsSync(site.path('.badge-events'))).toBe(false)
  })

  test('escapes what came from outside', async () => {
    const site = createSite({})
    await fill(site, [arrival({ key: null, eventType: 'evil\u001b]0;owned\u0007' })])
    const { stdout } = await runCli(['log'], { cwd: site.root })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u001b\u0007]/)
    expect(stdout).toContain('evil\\u001b')
  })

  test.each([
    [['--since', 'yesterday'], 'USAGE_INVALID'],
    [['--since', '2026-02-30'], 'USAGE_INVALID'],
    [['--events', 'asigned'], 'EVENT_UNKNOWN'],
    [['--grep', '/(/'], 'USAGE_INVALID'],
    [['--filter', 'memberId=ann'], 'USAGE_INVALID'],
    [['-n', 'many'], 'USAGE_INVALID'],
  ])('refuses %j', async (args, code) => {
    const { error } = await failJson(['log', ...args], { cwd: createSite({}).root })
    expect(error).toMatchObject({ code, exitCode: 2 })
  })

  test.each([
    ['log'],
    ['show', 'last'],
    ['replay', 'last'],
    ['capture', 'last'],
    ['log', 'export'],
  ])('%s asks for a site where there is none', async (...args) => {
    const { exitCode, stderr } = await runCli(args, { cwd: '/' })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('wix.config.json or package.json')
  })
})

test('a search loads no library that it does not need', async () => {
  const site = createSite({ 'loaded.txt': '' })
  await fill(site, [arrival()])
  const { exitCode, stdout } = await runCli(['log', '--grep', 'memberid'], {
    cwd: site.root,
    env: { LOADED_MODULES: site.path('loaded.txt') },
    nodeOptions: ['--import', hook],
  })
  expect(exitCode).toBe(0)
  expect(lines(stdout)).toHaveLength(1)
  const files = lines(site.read('loaded.txt')).filter((url) => url.startsWith('file:'))
  expect(files.some((url) => url.endsWith('/dist/main.js'))).toBe(true)
  const code = files.map((url) => readFileSync(fileURLToPath(url), 'utf8')).join('')
  for (const mark of ['ZodError', 'ERR_JOSE_', 'UND_ERR_', 'names no event']) {
    expect(code).not.toContain(mark)
  }
})

describe('log --follow', () => {
  test('shows what another process receives, and what becomes of it, until Ctrl-C', async () => {
    const site = createSite({})
    await fill(site, [arrival(), arrival()])
    const cli = startCli(['log', '--follow', '-n', '1', '--json'], { cwd: site.root })
    const seqs = (): unknown[] => readLines<{ seq: number }>(cli.stdout).map(({ seq }) => seq)
    await cli.waitFor(() => seqs().length === 1, 'the last delivery')
    expect(seqs()).toEqual([2])
    await withLog(site, async (log) => {
      await log.append(arrival(), ['run'])
      await cli.waitFor(() => seqs().includes(3), 'the new delivery')
      const outcome = { status: 'delivered', durationMs: 1 } as const
      await log.record(3, { target: 'run', at: new Date(), outcome }, 'delivered')
    })
    await cli.waitFor(() => seqs().length === 3, 'its outcome')
    expect(readLines(cli.stdout).slice(1)).toMatchObject([
      { seq: 3, dispatches: [{ state: 'waiting' }] },
      { seq: 3, dispatches: [{ state: 'delivered' }] },
    ])
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
  })

  test('waits for a log that is not there yet, and ends with Ctrl-C', async () => {
    const site = createSite({})
    const cli = startCli(['log', '--follow'], { cwd: site.root })
    await cli.waitFor(({ stderr }) => stderr.includes('badge-events tail'), 'the advice')
    const [id = ''] = await fill(site, [arrival()])
    await cli.waitFor(({ stdout }) => stdout.includes(id), 'the first delivery')
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
  })
})
