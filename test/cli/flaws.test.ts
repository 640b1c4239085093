import { describe, expect, test } from 'vitest'
import type { IdempotencyVerdict } from '../../src/commands/simulate-idempotent.js'
import type { OrdersVerdict } from '../../src/commands/simulate-orders.js'
import { runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { copySite, siteWith } from './site.js'

// A site with a handler that is not idempotent, one that minds the order, and one that is fragile; mended.js
// has none of these flaws.
const mended = ['--handler', 'src/backend/mended.js']

async function lastLine<T>(
  args: string[],
  cwd: string,
): Promise<{ exitCode: number | null; last: T }> {
  const { exitCode, stdout } = await runCli([...args, '--json'], { cwd })
  return { exitCode, last: readLines<T>(stdout).at(-1) as T }
}

describe('simulate --idempotent', () => {
  const args = ['simulate', 'assigned', '--idempotent']

  test('tells what the second delivery did, and how that is cured', async () => {
    const site = copySite('flaws')
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ not idempotent  wixBadges_onBadgeAssigned\n')
    expect(stdout).toMatch(
      / {2}The second delivery inserted 1 more row in BadgeLog and sent 1 more email:\n {2}badgeEarned to [0-9a-f]{8}…\.\n/,
    )
    expect(stdout).toContain(
      "  await wixData.insert('BadgeLog', {\n    _id: event.metadata.id,\n    memberId,\n",
    )
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([])
    expect(stdout).toContain("insert('HandledEvents', { _id: event.metadata.id })\n")
    expect(stdout).toMatch(/await wixData\.save\('BadgeLog', \{\n {4}_id: `\$\{/)
  })

  test('passes the mended handler', async () => {
    const { exitCode, stdout } = await runCli([...args, ...mended], { cwd: copySite('flaws').root })
    expect(stdout).toContain('✓ idempotent  wixBadges_onBadgeAssigned\n')
    expect(exitCode).toBe(0)
  })

  test('says it in JSON', async () => {
    const { exitCode, last } = await lastLine<{ idempotency: IdempotencyVerdict }>(
      args,
      copySite('flaws').root,
    )
    expect(exitCode).toBe(1)
    expect(last.idempotency).toMatchObject({
      handler: 'wixBadges_onBadgeAssigned',
      status: 'repeats',
      repeats: ['inserted 1 more row in BadgeLog', /^sent 1 more email/].map((text) =>
        typeof text === 'string' ? text : expect.stringMatching(text),
      ),
    })
    expect(last.idempotency.cures).toHaveLength(3)
  })

  test('takes what looks like the last delivery for the same: dates and generated ids', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      export async function wixBadges_onBadgeAssigned({ data }) {
        await wixData.save('Seen', { _id: data.memberId, at: new Date(), run: crypto.randomUUID() })
      }
    `)
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
  })

  test('finds a field that counts', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      export async function wixBadges_onBadgeAssigned() {
        const { count = 0 } = (await wixData.get('Totals', 'all')) ?? {}
        await wixData.save('Totals', { _id: 'all', count: count + 1 })
      }
    `)
    const { stdout } = await runCli(args, { cwd: site.root })
    expect(stdout).toContain('The second delivery changed count from 1 to 2 in Totals.')
  })

  test('finds with --concurrent what only two at once do', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      export async function wixBadges_onBadgeAssigned(event) {
        const { items } = await wixData.query('Log').eq('event', event.metadata.id).find()
        if (items.length === 0) await wixData.insert('Log', { event: event.metadata.id })
      }
    `)
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    const { exitCode, stdout } = await runCli([...args, '--concurrent'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('inserted 1 more row in Log')
  })

  test('proves nothing of a handler that fails', async () => {
    const site = siteWith('export function wixBadges_onBadgeAssigned() { throw new Error("no") }')
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ not proven')
  })
})

describe('simulate --all-orders', () => {
  const args = ['simulate', 'created', 'assigned', 'unassigned', 'deleted', '--all-orders']

  test('tells which orders end otherwise, and what they have in common', async () => {
    const { exitCode, stdout } = await runCli(args, { cwd: copySite('flaws').root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ 1 of 2 orders end otherwise than assigned unassigned\n')
    expect(stdout).toContain('whenever unassigned comes before assigned\n')
    expect(stdout).toMatch(/Holders {2}~ .*isHeld: false → true\n/)
  })

  test('passes the mended handler', async () => {
    const { exitCode, stdout } = await runCli([...args, ...mended], { cwd: copySite('flaws').root })
    expect(stdout).toBe('✓ all 2 orders of assigned unassigned end alike\n')
    expect(exitCode).toBe(0)
  })

  test('tries all orders of six events, each in a world and a module of its own', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      let seen = ''
      const add = async (name) => {
        const { items } = await wixData.query('Log').find()
        if (items.length > 5) throw new Error('the world of another order')
        seen += name
        if (seen.length > 6) throw new Error('the module of another order')
        await wixData.insert('Log', { _id: name })
      }
      export const wixBadges_onBadgeCreated = () => add('c')
      export const wixBadges_onBadgeAssigned = () => add('a')
      export const wixBadges_onBadgeUnassigned = () => add('u')
      export const wixBadges_onBadgeUpdated = () => add('p')
      export const wixBadges_onBadgeDeleted = () => add('d')
      export const wixMembers_onMemberCreated = () => add('m')
    `)
    const events = ['member-created', 'created', 'assigned', 'updated', 'unassigned', 'deleted']
    const { exitCode, last } = await lastLine<{ orders: OrdersVerdict }>(
      ['simulate', ...events, '--all-orders'],
      site.root,
    )
    expect(last.orders).toMatchObject({ inOrder: events, tried: 720, deviant: 0 })
    expect(exitCode).toBe(0)
  }, 60_000)

  test('tells of orders in which a handler fails', async () => {
    const site = siteWith(`import wixData from 'wix-data'
      export const wixBadges_onBadgeCreated = ({ entity }) => wixData.insert('Badges', { _id: entity._id })
      export async function wixBadges_onBadgeUpdated({ entity }) {
        const badge = await wixData.get('Badges', entity._id)
        await wixData.update('Badges', { _id: badge._id })
      }
    `)
    const { exitCode, stdout } = await runCli(['simulate', 'created', 'updated', '--all-orders'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('whenever updated comes before created')
    expect(stdout).toMatch(/updated failed: Cannot read properties of null .*events\.js:5/)
  })

  test('refuses more events than can be tried, and fewer than two', async () => {
    const { root: cwd } = copySite('flaws')
    const many = Array.from({ length: 7 }, () => 'assigned')
    const tooMany = await failJson(['simulate', ...many, '--all-orders'], { cwd })
    expect(tooMany.error.message).toContain('7 events have too many orders')
    const tooFew = await failJson(['simulate', 'assigned', '--all-orders'], { cwd })
    expect(tooFew.error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
  })
})

describe('fuzz', () => {
  const args = ['fuzz', 'updated', '--runs', '400', '--seed', '1']

  test('finds the field without which the handler breaks, and keeps the event', async () => {
    const site = copySite('flaws')
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/entity\.description +absent/)
    expect(stdout).toContain('events.js:23')
    const [, fixture = ''] = /(badge-events\/fixtures\/\S+\.json)/.exec(stdout) ?? []
    const again = await runCli(['simulate', 'updated', '-f', fixture], { cwd: site.root })
    expect(again.exitCode).toBe(1)
    const better = ['simulate', 'updated', '-f', fixture, ...mended]
    expect((await runCli(better, { cwd: site.root })).exitCode).toBe(0)
  })

  test('passes the mended handler', async () => {
    const { exitCode, stdout } = await runCli([...args, ...mended], { cwd: copySite('flaws').root })
    expect(stdout).toContain('✓ no failure')
    expect(exitCode).toBe(0)
  })
})
