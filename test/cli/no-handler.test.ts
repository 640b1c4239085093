import { describe, expect, test } from 'vitest'
import { runCli } from './run-cli.js'
import { simulateJson } from './simulate-json.js'
import { copySite, siteWith } from './site.js'

describe('an event that no export handles', () => {
  test('is a result of its own, with the exports and the nearest of them', async () => {
    const site = copySite('failures')
    const command = ['assigned', '--handler', 'src/backend/misnamed.js']
    const { exitCode, result } = await simulateJson(command, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({
      status: 'no-handler',
      event: 'assigned',
      handler: 'wixBadges_onBadgeAssigned',
      file: 'src/backend/misnamed.js',
      input: null,
      effects: [],
      error: {
        kind: 'no-handler',
        message:
          'src/backend/misnamed.js does not export wixBadges_onBadgeAssigned; it exports wixBadges_onBadgeAsigned, wixMembers_onMemberCreated.',
        place: null,
        stack: [],
      },
    })
    expect(result.error?.hint).toMatch(/^Did you mean wixBadges_onBadgeAsigned\? /)
  })

  test('is told to people with the export that Wix calls', async () => {
    const site = copySite('failures')
    const { exitCode, stdout, stderr } = await runCli(
      ['simulate', 'assigned', '--handler', 'src/backend/misnamed.js'],
      { cwd: site.root },
    )
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toContain('no handler')
    expect(stdout).toContain('it exports wixBadges_onBadgeAsigned, wixMembers_onMemberCreated.')
    expect(stdout).toContain('Wix calls: export function wixBadges_onBadgeAssigned(event) { … }')
  })

  test('stays one answer among many runs', async () => {
    const site = copySite('failures')
    const command = ['assigned', '--handler', 'src/backend/misnamed.js', '-n', '5']
    const { exitCode, result } = await simulateJson(command, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result.status).toBe('no-handler')
  })

  test('names both handlers where there are two versions', async () => {
    const site = siteWith('export const settings = {}\n')
    const { result } = await simulateJson(['created'], { cwd: site.root })
    expect(result.error?.message).toBe(
      'src/backend/events.js does not export wixBadges_onBadgeCreated or wixBadgesV4_onBadgeCreated; it exports settings.',
    )
  })

  test('of a file that exports nothing says so', async () => {
    const site = siteWith('const unused = 1\n')
    const { result } = await simulateJson(['assigned'], { cwd: site.root })
    expect(result.error?.message).toContain('; it exports nothing.')
  })

  test('of a CommonJS file says that Wix calls named exports', async () => {
    const site = copySite('failures')
    const command = ['assigned', '--handler', 'src/backend/commonjs.js']
    const { exitCode, result } = await simulateJson(command, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result.status).toBe('no-handler')
    expect(result.error?.hint).toBe(
      'Wix calls named exports only: not module.exports, not export default.',
    )
  })

  test('a handler that is no function has failed', async () => {
    const site = siteWith('export const wixBadges_onBadgeAssigned = { not: "a function" }\n')
    const { exitCode, result } = await simulateJson(['assigned'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({
      status: 'failed',
      error: { message: 'the handler is not a function', place: { line: 1 } },
    })
  })
})
