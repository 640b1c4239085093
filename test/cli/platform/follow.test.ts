import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../../src/runner/result.js'
import { runCli } from '../run-cli.js'
import { readLines } from '../simulate-json.js'
import { siteWith } from '../site.js'

const assign = ['assigned', '-s', 'data.memberId=ann', '-s', 'metadata.entityId=silver']

const secondBadge = `import { badges } from 'wix-members.v2'
import { elevate } from 'wix-auth'

export async function wixBadges_onBadgeAssigned({ data, metadata }) {
  if (metadata.entityId === 'gold') return
  await elevate(badges.createBadge)({ title: 'Gold' })
  await elevate(badges.assignBadge)('gold', [data.memberId])
}
`

const pingPong = `import { badges } from 'wix-members-backend'
import { elevate } from 'wix-auth'

export async function wixBadges_onBadgeAssigned({ data, metadata }) {
  await elevate(badges.removeMembers)(metadata.entityId, [data.memberId])
}

export async function wixBadges_onBadgeUnassigned({ data, metadata }) {
  await elevate(badges.assignMembers)(metadata.entityId, [data.memberId])
}
`

const gold = {
  'badge-events/data/Badges.json': '[{ "_id": "gold", "title": "Gold" }]',
}

describe('a handler that assigns a second badge', () => {
  test('runs twice with --follow: once for each badge', async () => {
    const site = siteWith(secondBadge, gold)
    const { exitCode, stdout, stderr } = await runCli(
      ['simulate', ...assign, '--follow', '--json'],
      { cwd: site.root },
    )
    expect(stderr).toBe('')
    const results = readLines<RunResult>(stdout)
    expect(
      results.map(({ status, event, input }) => [status, event, input?.metadata.entityId]),
    ).toEqual([
      ['passed', 'assigned', 'silver'],
      ['passed', 'assigned', 'gold'],
    ])
    expect(results[1]?.input?.data).toEqual({ memberId: 'ann' })
    expect(results[0]?.input?.metadata.id).not.toBe(results[1]?.input?.metadata.id)
    expect(exitCode).toBe(0)
  })

  test('runs once without it, and the result lists what Wix would send', async () => {
    const site = siteWith(secondBadge, gold)
    const { exitCode, stdout } = await runCli(['simulate', ...assign, '--json'], {
      cwd: site.root,
    })
    const results = readLines<RunResult>(stdout)
    expect(results).toMatchObject([
      {
        fires: [
          { event: 'created', place: { file: 'src/backend/events.js', line: 6 } },
          {
            event: 'assigned',
            input: { data: { memberId: 'ann' }, metadata: { entityId: 'gold' } },
            place: { file: 'src/backend/events.js', line: 7 },
          },
        ],
      },
    ])
    expect(exitCode).toBe(0)
  })
})

describe('handlers that cause the events of one another', () => {
  test('are stopped with --follow, and the message names who would be next', async () => {
    const site = siteWith(pingPong)
    const { exitCode, stdout, stderr } = await runCli(['simulate', ...assign, '--follow'], {
      cwd: site.root,
    })
    expect(stdout.match(/→ wixBadges_onBadge(Una|A)ssigned/g)).toEqual([
      '→ wixBadges_onBadgeAssigned',
      '→ wixBadges_onBadgeUnassigned',
      '→ wixBadges_onBadgeAssigned',
      '→ wixBadges_onBadgeUnassigned',
      '→ wixBadges_onBadgeAssigned',
      '→ wixBadges_onBadgeUnassigned',
    ])
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'Stopped: 6 events in a row caused one another, and wixBadges_onBadgeAssigned would be next.',
    )
    expect(exitCode).toBe(1)
  })

  test('are stopped with --json too: six results, the message beside them', async () => {
    const site = siteWith(pingPong)
    const { exitCode, stdout, stderr } = await runCli(
      ['simulate', ...assign, '--follow', '--json'],
      { cwd: site.root },
    )
    expect(readLines<RunResult>(stdout).map(({ event }) => event)).toEqual([
      'assigned',
      'unassigned',
      'assigned',
      'unassigned',
      'assigned',
      'unassigned',
    ])
    expect(stderr).toContain('6 events in a row caused one another')
    expect(exitCode).toBe(1)
  })
})
