import { describe, expect, test } from 'vitest'
import type { Attempt } from '../../src/delivery/ladder/climb.js'
import type { RunResult } from '../../src/runner/result.js'
import type { Aftermath } from '../../src/simulation/ladder.js'
import { runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { copySite, siteWith } from './site.js'

type Line =
  | ({ type: 'attempt' } & Attempt<RunResult>)
  | {
      type: 'end'
      status: string
      attempts: number
      virtualMs: number
      aftermath: Aftermath | null
    }

async function resend(cwd: string, ...args: string[]) {
  const { exitCode, stdout, stderr } = await runCli(['simulate', ...args, '--like-wix', '--json'], {
    cwd,
  })
  expect(stderr).toBe('')
  const lines = readLines<Line>(stdout)
  const attempts = lines.flatMap((line) => (line.type === 'attempt' ? [line] : []))
  const [end] = lines.flatMap((line) => (line.type === 'end' ? [line] : []))
  if (!end) throw new Error('there is no end')
  return { exitCode, attempts, end }
}

const mended = ['--handler', 'src/backend/mended.js']

// https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy, gaps in minutes
const gaps = [1, 10, 60, 120, 120, 120, 240, 240, 240, 480, 480, 720]

describe('simulate --like-wix with a local handler', () => {
  test('delivers 13 times at the documented times, and moves the clock of the handler', async () => {
    const site = siteWith(`export function wixBadges_onBadgeAssigned() {
      throw new Error(new Date().toISOString())
    }`)
    const { exitCode, attempts, end } = await resend(site.root, 'assigned')
    expect(exitCode).toBe(1)
    const times = [0]
    for (const gap of gaps) times.push((times.at(-1) ?? 0) + gap)
    expect(attempts.map(({ virtualMs }) => virtualMs / 60_000)).toEqual(times)
    expect(end).toMatchObject({ status: 'given-up', attempts: 13, aftermath: null })
    const clock = attempts.map(({ result }) => Date.parse(result.error?.message ?? ''))
    const ahead = clock.map((ms) => Math.round((ms - (clock[0] ?? 0)) / 60_000))
    expect(ahead).toEqual(times)
    expect(new Set(attempts.map(({ result }) => result.input?.metadata.id)).size).toBe(1)
  })

  test('sets the clock of each of two handlers to the first delivery', async () => {
    const site = siteWith(`
      const fail = () => {
        throw new Error(new Date().toISOString())
      }
      export const wixBadges_onBadgeCreated = () => fail()
      export const wixBadgesV4_onBadgeCreated = () => fail()
    `)
    const { attempts } = await resend(site.root, 'created')
    expect(attempts).toHaveLength(26)
    const firsts = [attempts[0], attempts[13]].map((attempt) =>
      Date.parse(attempt?.result.error?.message ?? ''),
    )
    expect(Math.abs((firsts[1] ?? 0) - (firsts[0] ?? 0))).toBeLessThan(60_000)
  })

  test('shows what is left half done and done twice', async () => {
    const { exitCode, attempts, end } = await resend(
      copySite('flaws').root,
      ...['assigned', '--fail', 'wix-crm-backend:1-2'],
    )
    expect(exitCode).toBe(1)
    expect(attempts.map(({ status }) => status)).toEqual(['failed', 'failed', 'accepted'])
    expect(end.aftermath).toMatchObject({
      differences: [{ collection: 'BadgeLog', kind: 'inserted', rows: [{}, {}] }],
      repeats: [],
    })
  })

  test('shows what was never done', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      import { triggeredEmails } from 'wix-crm-backend'
      export async function wixBadges_onBadgeAssigned({ data, metadata }) {
        try {
          await wixData.insert('Handled', { _id: metadata.id })
        } catch {
          return
        }
        await triggeredEmails.emailMember('badgeEarned', data.memberId)
      }
    `)
    const args = ['assigned', '-s', 'data.memberId=ann', '--fail', 'wix-crm-backend:1']
    const { exitCode, end } = await resend(site.root, ...args)
    expect(exitCode).toBe(1)
    expect(end).toMatchObject({
      status: 'accepted',
      attempts: 2,
      aftermath: { differences: [], missing: ['never sent 1 email: badgeEarned to ann'] },
    })
  })

  test('passes a handler that takes up again where it failed', async () => {
    const { exitCode, end } = await resend(
      copySite('flaws').root,
      ...['assigned', ...mended, '--fail', 'wix-crm-backend:1-3', '--fail', 'wix-data.save:1'],
    )
    expect(end).toMatchObject({
      status: 'accepted',
      aftermath: { differences: [], repeats: [], missing: [] },
    })
    expect(exitCode).toBe(0)
  })

  test('takes a handler that is slower than Wix waits for a failure', async () => {
    const { attempts, end } = await resend(
      copySite('flaws').root,
      ...['unassigned', '--fail', 'wix-data:1:timeout'],
    )
    expect(attempts[0]?.result.durationMs).toBeGreaterThan(1250)
    expect(end).toMatchObject({ status: 'accepted', attempts: 2 })
  })

  test('shows each delivery on its line', async () => {
    const { exitCode, stdout } = await runCli(
      ['simulate', 'assigned', '--like-wix', '--fail', 'wix-crm-backend:1'],
      { cwd: copySite('flaws').root },
    )
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^ {3}1 {2}\+0:00 {9}✗ failed: wix-crm-backend failed on purpose/m)
    expect(stdout).toMatch(/^ {3}2 {2}\+1 min {8}✓ passed/m)
    expect(stdout).toContain('✓ passed at delivery 2, 1 min after the first one\n')
    expect(stdout).toContain('What Wix does when a handler of a site fails is not documented.')
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('shows the line of a handler that never passes', async () => {
    const { exitCode, stdout } = await runCli(
      ['simulate', 'updated', '-u', 'entity.description', '--like-wix'],
      { cwd: copySite('flaws').root },
    )
    expect(exitCode).toBe(1)
    expect(stdout).toContain(
      '✗ the handler failed each time: Wix would have delivered this 13 times',
    )
    expect(stdout).toContain('  at src/backend/events.js:23:')
    expect(stdout).toContain('> 23 |')
  })

  test('cannot be seeded, because the seed sets the clock', async () => {
    const { error } = await failJson(['simulate', 'assigned', '--like-wix', '--seed', '1'], {
      cwd: copySite('flaws').root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
  })
})
