import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { readLines, simulateJson } from './simulate-json.js'
import { siteWith } from './site.js'

const v3 = 'export function wixBadges_onBadgeCreated({ entity }) { return entity.icon }\n'
const v4 = 'export function wixBadgesV4_onBadgeCreated({ entity }) { return entity.icon }\n'

describe('created', () => {
  test('runs the v3 handler where only that is exported', async () => {
    const { exitCode, result } = await simulateJson(['created'], { cwd: siteWith(v3).root })
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ event: 'created', handler: 'wixBadges_onBadgeCreated' })
    expect(result.returned).toMatch(/^https:\/\//)
  })

  test('runs the v4 handler where only that is exported', async () => {
    const { exitCode, result } = await simulateJson(['created'], { cwd: siteWith(v4).root })
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ event: 'created-v4', handler: 'wixBadgesV4_onBadgeCreated' })
    expect(result.returned).toMatch(/^wix:image:\/\//)
  })

  test('runs both where both are exported, as two events', async () => {
    const { exitCode, stdout } = await runCli(['simulate', 'created', '--json'], {
      cwd: siteWith(v4 + v3).root,
    })
    expect(exitCode).toBe(0)
    const results = readLines<RunResult>(stdout)
    expect(results.map(({ handler }) => handler)).toEqual([
      'wixBadges_onBadgeCreated',
      'wixBadgesV4_onBadgeCreated',
    ])
    expect(new Set(results.map(({ input }) => input?.metadata.id)).size).toBe(2)
  })

  test('fails when one of the two fails', async () => {
    const site = siteWith(`${v3}export function wixBadgesV4_onBadgeCreated() { throw Error('no') }`)
    const { exitCode, stdout } = await runCli(['simulate', 'created'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✓ passed')
    expect(stdout).toContain('✗ failed')
  })

  test.each([
    ['v3', 'wixBadges_onBadgeCreated'],
    ['v4', 'wixBadgesV4_onBadgeCreated'],
  ])('with --api %s runs %s alone', async (api, handler) => {
    const command = ['created', '--api', api]
    const { result } = await simulateJson(command, { cwd: siteWith(v3 + v4).root })
    expect(result.handler).toBe(handler)
  })

  test('with --api v4 does not fall back to v3', async () => {
    const { exitCode, result } = await simulateJson(['created', '--api', 'v4'], {
      cwd: siteWith(v3).root,
    })
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({ status: 'no-handler', handler: 'wixBadgesV4_onBadgeCreated' })
  })

  test('gives a fixture that fits v4 alone to the v4 handler', async () => {
    const site = siteWith(v3 + v4)
    const { stdout } = await runCli(['generate', 'created-v4'], { cwd: site.root })
    const { result } = await simulateJson(['created', '-f', '-'], { cwd: site.root, stdin: stdout })
    expect(result.handler).toBe('wixBadgesV4_onBadgeCreated')
  })

  test.each([
    ['created', 'wixBadges_onBadgeCreated'],
    ['created-v4', 'wixBadgesV4_onBadgeCreated'],
  ])('gives a webhook of %s to the handler it is of', async (key, handler) => {
    const site = siteWith(v3 + v4)
    const { stdout } = await runCli(['generate', key, '--form', 'webhook'], { cwd: site.root })
    const { result } = await simulateJson(['created', '-f', '-'], { cwd: site.root, stdin: stdout })
    expect(result.handler).toBe(handler)
  })

  test('by the name of a handler runs that one alone', async () => {
    const { result } = await simulateJson(['wixBadgesV4_onBadgeCreated'], {
      cwd: siteWith(v3 + v4).root,
    })
    expect(result.handler).toBe('wixBadgesV4_onBadgeCreated')
  })
})

describe('a handler outside the catalog', () => {
  const shop = 'export function wixEcom_onOrderCreated(event) { return event.entity.number }\n'
  const order = JSON.stringify({ entity: { number: 10_017 }, metadata: { entityId: 'o' } })

  test('runs with a fixture, and nothing checks that', async () => {
    const { exitCode, result } = await simulateJson(['wixEcom_onOrderCreated', '-f', '-'], {
      cwd: siteWith(shop).root,
      stdin: order,
    })
    expect(exitCode).toBe(0)
    expect(result).toMatchObject({ event: 'wixEcom_onOrderCreated', returned: 10_017 })
  })

  test('says that there is no schema for it', async () => {
    const { exitCode, stderr, stdout } = await runCli(
      ['simulate', 'wixEcom_onOrderCreated', '-f', '-'],
      { cwd: siteWith(shop).root, stdin: order },
    )
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')[1]).toBe('  entity o')
    expect(stderr).toContain(
      'wixEcom_onOrderCreated is not in the catalog: without a schema, its event is sent unchecked.',
    )
  })

  test('that the file does not export is a no-handler', async () => {
    const { exitCode, result } = await simulateJson(['wixEcom_onOrderPaid', '-f', '-'], {
      cwd: siteWith(shop).root,
      stdin: order,
    })
    expect(exitCode).toBe(1)
    expect(result.status).toBe('no-handler')
    expect(result.error?.hint).toMatch(/^Did you mean wixEcom_onOrderCreated\?/)
  })
})
