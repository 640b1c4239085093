import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { type CliOptions, runCli } from './run-cli.js'
import { readLines } from './simulate-json.js'
import { siteWith } from './site.js'

const counting = `let calls = 0
export function wixBadges_onBadgeAssigned() {
  calls += 1
  return calls
}
`

const failing = `let calls = 0
export function wixBadges_onBadgeAssigned() {
  calls += 1
  if (calls % 10 === 0) throw new RangeError('every tenth')
  if (calls % 4 === 0) throw new TypeError('every fourth')
}
`

const exiting = `let calls = 0
export function wixBadges_onBadgeAssigned() {
  calls += 1
  if (calls === 3) process.exit(9)
  return calls
}
`

async function runMany(
  args: readonly string[],
  options: CliOptions,
): Promise<{ exitCode: number | null; results: RunResult[] }> {
  const { exitCode, stdout, stderr } = await runCli(
    ['simulate', 'assigned', ...args, '--json'],
    options,
  )
  expect(stderr).toBe('')
  return { exitCode, results: readLines<RunResult>(stdout) }
}

describe('many events', () => {
  test('are one result a line, each with an id of its own', async () => {
    const { exitCode, results } = await runMany(['-n', '200'], { cwd: siteWith(counting).root })
    expect(exitCode).toBe(0)
    expect(results).toHaveLength(200)
    expect(results.every(({ status }) => status === 'passed')).toBe(true)
    expect(new Set(results.map(({ input }) => input?.metadata.id)).size).toBe(200)
  })

  test('are served in order by one instance of the module, as in a warm container', async () => {
    const { results } = await runMany(['-n', '100'], { cwd: siteWith(counting).root })
    expect(results.map(({ returned }) => returned)).toEqual(
      Array.from({ length: 100 }, (_, index) => index + 1),
    )
  })

  test('each load the module anew with --fresh', async () => {
    const { results } = await runMany(['-n', '4', '--fresh'], { cwd: siteWith(counting).root })
    expect(results.map(({ returned }) => returned)).toEqual([1, 1, 1, 1])
  })

  test('are summed up for people', async () => {
    const { exitCode, stdout, stderr } = await runCli(['simulate', 'assigned', '-n', '50'], {
      cwd: siteWith(counting).root,
    })
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toMatch(
      /^✓ 50 events, all passed\n {2}handler p50 [\d.]+ m?s, p95 [\d.]+ m?s; [\d.]+ m?s in all, \d+ events\/s\n$/,
    )
  })

  test('that fail are counted by the way they failed, the most frequent first', async () => {
    const { exitCode, stdout } = await runCli(['simulate', 'assigned', '-n', '40'], {
      cwd: siteWith(failing).root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^8 × ✗ failed in [^\n]* TypeError: every fourth\n/)
    expect(stdout).toMatch(/\n4 × ✗ failed in [^\n]* RangeError: every tenth\n/)
    expect(stdout).toContain('\n  > 5 |   if (calls % 4 === 0) throw new TypeError')
    expect(stdout).toContain('\n✗ 12 of 40 events failed\n')
  })

  test('tell of calls that were not awaited once, with their number', async () => {
    const site = siteWith(`import wixData from 'wix-data'
export function wixBadges_onBadgeAssigned() {
  wixData.insert('Log', {})
}
`)
    const { stdout } = await runCli(['simulate', 'assigned', '-n', '30'], { cwd: site.root })
    expect(stdout).toMatch(
      /^! each time {2}wix-data insert was still running[^\n]* {2}src\/backend\/events\.js:3\n/,
    )
  })

  test.each(['1', '2'])('are %s of two versions each', async (count) => {
    const site = siteWith(`export function wixBadges_onBadgeUpdated() {}
export function wixBadgesV4_onBadgeUpdated() {}
`)
    const { stdout } = await runCli(['simulate', 'updated', '-n', count, '--json'], {
      cwd: site.root,
    })
    expect(readLines<RunResult>(stdout)).toHaveLength(2 * Number(count))
  })
})

describe('an event that ends its thread among many', () => {
  test('fails alone, and the next one gets a new instance', async () => {
    const { exitCode, results } = await runMany(['-n', '8'], { cwd: siteWith(exiting).root })
    expect(exitCode).toBe(1)
    expect(results.map(({ status }) => status)).toEqual([
      'passed',
      'passed',
      'crashed',
      'passed',
      'passed',
      'crashed',
      'passed',
      'passed',
    ])
    expect(results.map(({ returned }) => returned)).toEqual([1, 2, null, 1, 2, null, 1, 2])
    expect(results[2]?.error).toMatchObject({ kind: 'process-exit', place: { line: 4 } })
  })

  test.each([
    ['an endless loop', 'while (true);', 'timed-out'],
    ['a promise that never settles', 'return new Promise(() => {})', 'timed-out'],
    ['an exception in a timer', 'setTimeout(() => { throw new Error("late") }, 1)', 'crashed'],
    ['a throw', 'throw new Error("no")', 'failed'],
    ['an unhandled rejection', 'Promise.reject(new Error("no"))', 'failed'],
  ])('by %s leaves the others as they are', async (_title, code, status) => {
    const site = siteWith(`export function wixBadges_onBadgeAssigned({ metadata }) {
  if (globalThis.second) { globalThis.second = false; ${code} }
  else globalThis.second ??= true
  return metadata.id
}
`)
    const { results } = await runMany(['-n', '3', '--timeout', '0.5'], { cwd: site.root })
    expect(results.map((result) => result.status)).toEqual(['passed', status, 'passed'])
    for (const result of results.filter(({ status }) => status === 'passed')) {
      expect(result.returned).toBe(result.input?.metadata.id)
    }
  })

  test('each time leaves none of its threads behind', async () => {
    const site = siteWith('export function wixBadges_onBadgeAssigned() { while (true); }\n')
    const { exitCode, results } = await runMany(['-n', '3', '--timeout', '0.3'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(results.map(({ status }) => status)).toEqual(Array(3).fill('timed-out'))
  })

  test('on load fails all of them, each with the reason', async () => {
    const site = siteWith('export function wixBadges_onBadgeAssigned() {}\nnull.x\n')
    const { exitCode, results } = await runMany(['-n', '3'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(results.map(({ error }) => error?.kind)).toEqual(Array(3).fill('threw-on-load'))
  })
})
