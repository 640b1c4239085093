import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { copySdkSite, simulateRuns } from './sdk-site.js'

const fixture = JSON.stringify({
  data: { memberId: 'ff20c02e-3d13-4412-9529-d628aa0abc12' },
  metadata: {
    id: '25bf06fe-c6bb-4254-a1d0-a98502a6a041',
    entityId: '348b66e1-fb48-4b2d-8a68-6c69e3ac967b',
    eventTime: '2026-03-22T06:09:09.752905936Z',
    triggeredByAnonymizeRequest: false,
  },
})

describe('the same fixture', () => {
  test.each([
    ['an app of the Wix CLI', 'cli-app', [], 'badges.onBadgeAssigned'],
    [
      'an app on its own server',
      'self-hosted',
      ['--handler', 'src/handlers.ts'],
      'badges.onBadgeAssigned',
    ],
    ['that server itself', 'self-hosted', ['--handler', 'src/server.ts'], 'badges.onBadgeAssigned'],
    ['a Velo site', 'velo-site', [], 'wixBadges_onBadgeAssigned'],
  ])('runs in %s', async (_, project, flags, handler) => {
    const site = copySdkSite(project, { 'assigned.json': fixture })
    const [run, ...others] = await simulateRuns(
      site,
      'assigned',
      '--as-is',
      '-f',
      'assigned.json',
      ...flags,
    )
    expect(others).toEqual([])
    expect(run).toMatchObject({ status: 'passed', event: 'assigned', handler })
    expect(callsOf(run)).toEqual([
      ['getMember', ['ff20c02e-3d13-4412-9529-d628aa0abc12']],
      [
        'insert',
        ['BadgeLog', expect.objectContaining({ badgeId: '348b66e1-fb48-4b2d-8a68-6c69e3ac967b' })],
      ],
    ])
    expect(run?.dataChanges).toMatchObject([
      {
        collection: 'BadgeLog',
        kind: 'insert',
        after: {
          what: expect.stringMatching(/^assigned to ff20c02e-/),
          at: '2026-03-22T06:09:09.752Z',
        },
      },
    ])
  })
})

/** Calls without the module and namespace, in which the shapes differ. */
function callsOf(run: RunResult | undefined): unknown[] {
  return (run?.effects ?? []).map(({ method, args }) => [
    method.split('.').at(-1),
    args.slice(0, 2),
  ])
}

describe('an app with three extensions', () => {
  test('runs the one of each event, with the paths of its tsconfig', async () => {
    const site = copySdkSite('cli-app')
    const [created] = await simulateRuns(site, 'created')
    expect(created).toMatchObject({
      status: 'passed',
      event: 'created-v4',
      handler: 'badgesV2.onBadgeCreated',
      file: 'src/extensions/backend/events/badge-created/badge-created.ts',
      place: { line: 4 },
    })
    const [assignment] = await simulateRuns(site, 'assignment-created')
    expect(assignment).toMatchObject({
      status: 'passed',
      handler: 'badgeAssignments.onBadgeAssignmentCreated',
      dataChanges: [{ collection: 'BadgeLog' }],
    })
  })

  test('says where the handler is and what it did', async () => {
    const { stdout, exitCode } = await runCli(['simulate', 'assigned'], {
      cwd: copySdkSite('cli-app').root,
    })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /^assigned → badges\.onBadgeAssigned\n {2}src\/extensions\/backend\/events\/badge-assigned\/badge-assigned\.ts:5\n/,
    )
    expect(stdout).toMatch(/2 {2}@wix\/data {2}items\.insert.* badge-log\.ts:7\n/)
    expect(stdout).toContain('✓ passed')
  })
})
