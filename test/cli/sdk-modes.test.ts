import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { startCli } from './run-cli.js'
import { copySdkSite, createSdkSite, extension, simulateRuns } from './sdk-site.js'

const counting = extension(`import { badges } from '@wix/members'
let count = 0
export default badges.onBadgeAssigned(() => ++count)
badges.onBadgeUnassigned(() => ++count)
`)

describe('one loaded module', () => {
  test('serves many events, and is loaded anew for each with --fresh', async () => {
    const site = createSdkSite(counting)
    const warm = await simulateRuns(site, 'assigned', '-n', '3')
    expect(warm.map(({ returned }) => returned)).toEqual([1, 2, 3])
    const fresh = await simulateRuns(site, 'assigned', '-n', '2', '--fresh')
    expect(fresh.map(({ returned }) => returned)).toEqual([1, 1])
    expect(fresh.map(({ handlers }) => handlers?.length)).toEqual([1, 1])
  })

  test('serves deliveries at the same time, each with its own calls', async () => {
    const site = createSdkSite(
      extension(`import { badges } from '@wix/members'
import { items } from '@wix/data'
import { auth } from '@wix/essentials'
const insert = auth.elevate(items.insert)
let count = 0
badges.onBadgeAssigned(async () => {
  const own = ++count
  await insert('Log', { own })
  await insert('Log', { own })
})
`),
    )
    const lines = await simulateRuns(site, 'assigned', '--concurrent', '2')
    const runs = lines.filter((line) => 'status' in line)
    const calls = runs.map(({ effects }) => effects.map(({ args }) => args[1]))
    expect(calls).toEqual([
      [{ own: 1 }, { own: 1 }],
      [{ own: 2 }, { own: 2 }],
    ])
  })
})

describe('--follow', () => {
  test('runs the handlers of the events that one causes, in all shapes', async () => {
    const site = createSdkSite({
      'src/backend/events.js': `export const wixBadges_onBadgeUnassigned = () => 'velo'`,
      ...extension(`import { badges } from '@wix/members'
import { auth } from '@wix/essentials'
badges.onBadgeAssigned(async ({ data, metadata }) => {
  await auth.elevate(badges.unassignBadge)(metadata.entityId, [data.memberId])
})
badges.onBadgeUnassigned(({ metadata }) => metadata.slug)
`),
    })
    const runs = await simulateRuns(site, 'assigned', '--follow')
    expect(runs.map(({ handler, returned }) => [handler, returned])).toEqual([
      ['badges.onBadgeAssigned', null],
      ['wixBadges_onBadgeUnassigned', 'velo'],
      ['badges.onBadgeUnassigned', 'badge_unassigned'],
    ])
  })
})

describe('--seed', () => {
  test('makes two runs the same', async () => {
    const site = copySdkSite('cli-app')
    const [one] = await simulateRuns(site, 'assigned', '--seed', '7')
    const [other] = await simulateRuns(site, 'assigned', '--seed', '7')
    expect(one).toEqual(other)
    expect(one?.handlers).toMatchObject([{ durationMs: 0 }])
  })
})

describe('--watch', () => {
  test('runs again when a file of an extension is saved', async () => {
    const site = copySdkSite('cli-app')
    const cli = startCli(['simulate', 'assigned', '--watch', '--json'], { cwd: site.root })
    await cli.waitFor(({ stdout }) => stdout.includes('\n'), 'the first run')
    const file = 'src/lib/badge-log.ts'
    site.write(file, site.read(file).replace("'BadgeLog'", "'OtherLog'"))
    await cli.waitFor(({ stdout }) => stdout.includes('OtherLog'), 'the second run')
    cli.interrupt()
    const { stdout } = await cli.finished
    const [first, second] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RunResult)
    expect(first?.dataChanges).toMatchObject([{ collection: 'BadgeLog' }])
    expect(second?.dataChanges).toMatchObject([{ collection: 'OtherLog' }])
  })
})

describe('a handler that ends badly', () => {
  test.each([
    ['throws no error', "throw 'text'", { status: 'failed', error: { kind: 'threw-non-error' } }],
    [
      'never ends',
      'while (true) {}',
      { status: 'timed-out', error: { kind: 'time-limit', place: { line: 3 } } },
    ],
    [
      'leaves the process',
      'process.exit(3)',
      { status: 'crashed', error: { kind: 'process-exit', place: { line: 3 } } },
    ],
    [
      'waits for nothing',
      'await new Promise(() => {})',
      { status: 'timed-out', error: { kind: 'never-settles' }, handlers: [{ status: 'pending' }] },
    ],
  ])('%s', async (_, code, expected) => {
    const site = createSdkSite(
      extension(`import { badges } from '@wix/members'
export default badges.onBadgeAssigned(async () => {
  ${code}
})
`),
    )
    const [run] = await simulateRuns(site, 'assigned', '--timeout', '1')
    expect(run).toMatchObject(expected)
    expect(run?.place).toMatchObject({ line: 2 })
  })
})
