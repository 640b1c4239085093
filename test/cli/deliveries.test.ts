import { describe, expect, test } from 'vitest'
import type { DeliveriesEnd } from '../../src/commands/simulate-deliveries.js'
import type { RunResult } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const counting = `import wixData from 'wix-data'
let calls = 0
async function count(event) {
  calls += 1
  await wixData.insert('Calls', { _id: String(calls), event: event.metadata.id })
  return { calls, time: event.metadata.eventTime, ...event }
}
export const wixBadges_onBadgeCreated = (event) => count(event)
export const wixBadges_onBadgeAssigned = (event) => count(event)
export const wixBadges_onBadgeUpdated = (event) => count(event)
`

const racing = `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned({ data }) {
  console.log('for', data.memberId)
  const { items } = await wixData.query('Totals').eq('memberId', data.memberId).find()
  if (items.length === 0) await wixData.insert('Totals', { memberId: data.memberId })
}
`

async function deliver(
  site: TestSite,
  ...args: string[]
): Promise<{ exitCode: number | null; results: RunResult[]; end: DeliveriesEnd }> {
  const { exitCode, stdout, stderr } = await runCli(['simulate', ...args, '--json'], {
    cwd: site.root,
  })
  expect(stderr).toBe('')
  const lines = readLines<RunResult | { deliveries: DeliveriesEnd }>(stdout)
  const last = lines.pop()
  if (!last || !('deliveries' in last)) throw new Error('the last line is not the end')
  return { exitCode, results: lines as RunResult[], end: last.deliveries }
}

describe('a sequence', () => {
  test('is one story of one badge, in one world and one module', async () => {
    const site = siteWith(counting)
    const { exitCode, results, end } = await deliver(site, 'created', 'assigned', 'updated')
    expect(exitCode).toBe(0)
    expect(results.map(({ event }) => event)).toEqual(['created', 'assigned', 'updated'])
    expect(results.map(({ returned }) => (returned as { calls: number }).calls)).toEqual([1, 2, 3])
    expect(new Set(results.map(({ input }) => input?.metadata.entityId)).size).toBe(1)
    expect(new Set(results.map(({ input }) => input?.metadata.id)).size).toBe(3)
    const times = results.map(({ input }) => Date.parse(String(input?.metadata.eventTime)))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(new Set(times).size).toBe(3)
    expect(end).toMatchObject({
      order: ['created', 'assigned', 'updated'],
      passed: 3,
      failed: 0,
      changes: [{ collection: 'Calls', kind: 'inserted' }],
    })
  })

  test('gives each event its own world and module with --fresh', async () => {
    const { results, end } = await deliver(siteWith(counting), 'created', 'updated', '--fresh')
    expect(results.map(({ returned }) => (returned as { calls: number }).calls)).toEqual([1, 1])
    expect(results.every(({ status }) => status === 'passed')).toBe(true)
    expect(end.changes).toBeNull()
  })

  test('begins anew with a seed for each world', async () => {
    const site = siteWith(`import { randomUUID } from 'node:crypto'
      export const wixBadges_onBadgeAssigned = () => [Math.random(), randomUUID(), Date.now()]
    `)
    const { results } = await deliver(site, 'assigned', '--duplicate', '--fresh', '--seed', '5')
    expect(results).toHaveLength(2)
    expect(results[1]?.returned).toEqual(results[0]?.returned)
  })

  test('gives a change to the events that it fits', async () => {
    const { results } = await deliver(
      siteWith(counting),
      ...['created', 'assigned', '-s', 'data.memberId=ann', '-s', 'entity.title=Gold'],
    )
    expect(results[0]?.input?.entity?.title).toBe('Gold')
    expect(results[1]?.input?.data?.memberId).toBe('ann')
  })

  test('refuses a change that fits none of them', async () => {
    const { error } = await failJson(
      ['simulate', 'created', 'assigned', '-s', 'data.membreId=ann'],
      { cwd: siteWith(counting).root },
    )
    expect(error).toMatchObject({ code: 'EVENT_INVALID', exitCode: 2 })
    expect(error.message).toContain('data.membreId: unknown key; did you mean memberId?')
  })

  test('says which events nobody handles, and goes on', async () => {
    const { exitCode, end } = await deliver(siteWith(counting), 'created', 'assigned', 'deleted')
    expect(exitCode).toBe(0)
    expect(end).toMatchObject({ order: ['created', 'assigned'], unhandled: ['deleted'] })
  })

  test('fails when the site handles none of its events', async () => {
    const { exitCode, stdout } = await runCli(['simulate', 'unassigned', 'deleted'], {
      cwd: siteWith(counting).root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('does not export wixBadges_onBadgeUnassigned')
  })

  test('finds the site as it is by then, also when an event comes late', async () => {
    const site = siteWith(`import { badges } from 'wix-members.v2'
      import { elevate } from 'wix-auth'
      const known = async () => (await elevate(badges.listBadges)()).badges.length
      export const wixBadges_onBadgeCreated = known
      export const wixBadges_onBadgeDeleted = known
    `)
    const { results, end } = await deliver(site, 'created', 'deleted', '--shuffle', '1')
    expect(end.order).toEqual(['deleted', 'created'])
    expect(results.map(({ returned }) => returned)).toEqual([0, 0])
  })

  test('is mixed in the same way for the same seed', async () => {
    const site = siteWith(counting)
    const args = ['created', 'assigned', 'updated', '--duplicate', '--shuffle']
    const { end } = await deliver(site, ...args)
    const again = await deliver(site, ...args, String(end.shuffleSeed))
    expect(again.end.order).toEqual(end.order)
    expect(end.order).not.toEqual([
      'created',
      'created',
      'assigned',
      'assigned',
      'updated',
      'updated',
    ])
  })

  test('cannot have one fixture', async () => {
    const { error } = await failJson(['simulate', 'created', 'assigned', '-f', 'x.json'], {
      cwd: siteWith(counting).root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID' })
  })
})

describe('a duplicate', () => {
  test('is the same event again', async () => {
    const { results } = await deliver(siteWith(counting), 'assigned', '--duplicate', '2')
    expect(results).toHaveLength(3)
    expect(new Set(results.map(({ input }) => JSON.stringify(input))).size).toBe(1)
  })

  test('does not bring back what the handler took away', async () => {
    const site = siteWith(`import { badges } from 'wix-members-backend'
      export async function wixBadges_onBadgeAssigned({ data, metadata }) {
        const { memberIds = [] } = await badges.listMembers(metadata.entityId)
        await badges.removeMembers(metadata.entityId, [data.memberId])
        return JSON.stringify(await badges.listMembers(metadata.entityId))
      }
    `)
    const { results } = await deliver(site, 'assigned', '--duplicate')
    expect(results.map(({ status }) => status)).toEqual(['passed', 'passed'])
    expect(results[1]?.returned).toEqual(results[0]?.returned)
    expect(String(results[1]?.returned)).not.toContain(String(results[0]?.input?.data?.memberId))
  })
})

describe('deliveries at the same time', () => {
  test('interleave, and each knows its own calls and logs', async () => {
    const { results, end } = await deliver(siteWith(racing), 'assigned', '--concurrent', '3')
    expect(results).toHaveLength(3)
    for (const { logs, effects } of results) {
      expect(logs).toHaveLength(1)
      expect(effects.map(({ method }) => method)).toEqual(['query.find', 'insert'])
    }
    expect(end.changes).toMatchObject([{ collection: 'Totals', rows: [{}, {}, {}] }])
  })

  test('end for themselves: one that throws, one that hangs', async () => {
    const site = siteWith(`let calls = 0
      export async function wixBadges_onBadgeAssigned() {
        calls += 1
        const call = calls
        await null
        if (call === 1) throw new Error('first')
        if (call === 2) return 'second'
        return new Promise(() => {})
      }
    `)
    const { exitCode, results } = await deliver(site, 'assigned', '--concurrent', '3')
    expect(exitCode).toBe(1)
    expect(results.map(({ status }) => status)).toEqual(['failed', 'passed', 'timed-out'])
    expect(results[0]?.error?.message).toBe('first')
    expect(results[1]?.returned).toBe('second')
  })

  test('each show their own lines', async () => {
    const { stdout } = await runCli(['simulate', 'assigned', '--concurrent'], {
      cwd: siteWith(racing).root,
    })
    expect(stdout).toContain('── assigned, 2 times at once\n')
    expect(stdout.match(/ {4}log {2}for /g)).toHaveLength(2)
  })
})

describe('calls that fail on purpose', () => {
  const writing = `import wixData from 'wix-data'
import { fetch } from 'wix-fetch'
export async function wixBadges_onBadgeAssigned(event) {
  await wixData.insert('Log', { _id: event.metadata.id })
  const { status } = await fetch('https://api.example.com')
  return status
}
`

  test('fail as often as they are told to', async () => {
    const { results } = await deliver(
      siteWith(writing),
      ...['assigned', '--duplicate', '--fail', 'fetch:1'],
    )
    expect(results[0]).toMatchObject({
      status: 'failed',
      error: { message: 'fetch failed on purpose (--fail)' },
    })
    expect(results[0]?.error?.place).toMatchObject({ line: 5 })
    expect(results[1]?.error?.message).toContain('WDE0074')
  })

  test('are answered with a status', async () => {
    const { exitCode, stdout } = await runCli(
      ['simulate', 'assigned', '--fail', 'fetch:*:503', '--json'],
      { cwd: siteWith(writing).root },
    )
    expect(exitCode).toBe(0)
    expect(readLines<RunResult>(stdout)[0]?.returned).toBe(503)
  })

  test('take their time', async () => {
    const { stdout } = await runCli(['simulate', 'assigned', '--slow', 'wix-data:300', '--json'], {
      cwd: siteWith(writing).root,
    })
    expect(readLines<RunResult>(stdout)[0]?.effects[0]?.durationMs).toBeGreaterThan(290)
  })

  test('are pointed out when there was no such call', async () => {
    const { stderr } = await runCli(['simulate', 'assigned', '--fail', 'wix-data.isnert:1'], {
      cwd: siteWith(writing).root,
    })
    expect(stderr).toContain('--fail wix-data.isnert:1 met no call')
  })

  test.each([['--idempotent'], ['--duplicate'], ['--like-wix'], ['-n', '3']])(
    'are pointed out with %s too, and only where there was none',
    async (...flags) => {
      const { stderr } = await runCli(
        ['simulate', 'assigned', ...flags, '--fail', 'wix-dta:1', '--slow', 'fetch:1'],
        { cwd: siteWith(writing).root },
      )
      expect(stderr).toContain('--fail wix-dta:1 met no call')
      expect(stderr).not.toContain('--slow')
    },
  )

  test.each([
    [['--fail', 'insert:1'], '--fail insert:1 cannot be read'],
    [['--fail', 'wix-data:0'], '--fail wix-data:0 cannot be read'],
    [['--fail', 'wix-data:1:later'], 'cannot be read'],
    [['--fail', 'wix-data:1:503'], 'only a fetch'],
    [['--slow', 'wix-data'], '--slow wix-data names no call and its time'],
  ])('are refused when they cannot be read: %s', async (flags, message) => {
    const { error } = await failJson(['simulate', 'assigned', ...flags], {
      cwd: siteWith(writing).root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
    expect(error.message).toContain(message)
  })
})
