import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { arrival } from '../delivery/log/arrivals.js'
import { fill } from './filled-log.js'
import { runCli } from './run-cli.js'
import { siteWith } from './site.js'

const passing = 'export function wixBadges_onBadgeAssigned() {}\n'
const memberId = '0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001'
const real = () =>
  arrival({
    event: {
      data: { memberId },
      metadata: { ...arrival().event.metadata, entityId: '2f1d0f9e-1b5d-4c7e-9a55-61a3a9c3c002' },
    },
  })

describe('capture', () => {
  test('writes a fixture that simulate takes, and says so', async () => {
    const site = siteWith(passing)
    await fill(site, [real()])
    const args = ['capture', 'last', '-o', 'badge-events/fixtures/real.json']
    const { exitCode, stdout, stderr } = await runCli(args, { cwd: site.root })
    expect([exitCode, stdout]).toEqual([0, ''])
    expect(stderr).toContain('data of a real member')
    expect(stderr).toContain('badge-events simulate assigned -f badge-events/fixtures/real.json')
    const run = ['simulate', 'assigned', '-f', 'badge-events/fixtures/real.json']
    const simulated = await runCli(run, { cwd: site.root })
    expect(simulated.stderr).toBe('')
    expect(simulated.exitCode).toBe(0)
  })

  test('says how simulate takes an event with fields that are not documented', async () => {
    const site = siteWith(passing)
    const { event } = real()
    await fill(site, [{ ...real(), event: { ...event, data: { memberId, level: 3 } } }])
    const { stderr } = await runCli(['capture', 'last', '-o', 'x.json'], { cwd: site.root })
    expect(stderr).toContain('badge-events simulate assigned -f x.json --no-validate')
    const run = ['simulate', 'assigned', '-f', 'x.json', '--no-validate']
    expect((await runCli(run, { cwd: site.root })).exitCode).toBe(0)
  })

  test('prints it without a file', async () => {
    const site = siteWith(passing)
    await fill(site, [real()])
    const { stdout } = await runCli(['capture', 'last'], { cwd: site.root })
    expect(JSON.parse(stdout)).toMatchObject({ data: real().event.data })
  })

  test('puts stable fakes in the place of a member', async () => {
    const site = siteWith(passing)
    await fill(site, [real()])
    const first = await runCli(['capture', 'last', '--scrub'], { cwd: site.root })
    const second = await runCli(['capture', 'last', '--scrub'], { cwd: site.root })
    expect(first.stdout).not.toContain(memberId)
    expect(JSON.parse(first.stdout)).toMatchObject({ data: { memberId: expect.any(String) } })
    expect(second.stdout).toBe(first.stdout)
    expect(first.stderr).toBe('')
  })

  test('replaces no file unless it is told to', async () => {
    const site = siteWith(passing, { 'mine.json': 'mine' })
    await fill(site, [real()])
    const refused = await runCli(['capture', 'last', '-o', 'mine.json'], { cwd: site.root })
    expect(refused.exitCode).toBe(3)
    expect(refused.stderr).toContain('--force')
    expect(site.read('mine.json')).toBe('mine')
    await runCli(['capture', 'last', '-o', 'mine.json', '--force'], { cwd: site.root })
    expect(site.read('mine.json')).toContain(memberId)
  })

  test('leaves nothing behind for a delivery that is not there', async () => {
    const site = siteWith(passing)
    await fill(site, [real()])
    const { exitCode } = await runCli(['capture', 'zzzzzz', '-o', 'x.json'], { cwd: site.root })
    expect(exitCode).toBe(2)
    expect(existsSync(site.path('x.json'))).toBe(false)
  })
})
