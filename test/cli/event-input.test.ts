import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/catalog/index.js'
import type { EventObject } from '../../src/event/types.js'
import { runCli } from './run-cli.js'
import { simulateJson } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const echo = 'export function wixBadges_onBadgeAssigned(event) { return event }\n'

async function generate(args: readonly string[], site: TestSite): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(['generate', ...args], { cwd: site.root })
  expect(stderr).toBe('')
  expect(exitCode).toBe(0)
  return stdout
}

describe('the id and time of an event', () => {
  test('are new on each run, and the same in the record and in the handler', async () => {
    const site = siteWith(echo)
    const first = (await simulateJson(['assigned'], { cwd: site.root })).result
    const second = (await simulateJson(['assigned'], { cwd: site.root })).result
    expect(first.returned).toEqual(first.input)
    expect(second.input?.metadata.id).not.toBe(first.input?.metadata.id)
    expect(second.input?.metadata.eventTime).not.toBe(first.input?.metadata.eventTime)
    expect(second.input?.data).toEqual(first.input?.data)
    expect(second.input?.metadata.entityId).toBe(first.input?.metadata.entityId)
  })

  test('are the fixture’s with --as-is', async () => {
    const site = siteWith(echo)
    const first = (await simulateJson(['assigned', '--as-is'], { cwd: site.root })).result
    const second = (await simulateJson(['assigned', '--as-is'], { cwd: site.root })).result
    expect(second.input).toEqual(first.input)
  })

  test('are the user’s where they are set', async () => {
    const site = siteWith(echo)
    const { result } = await simulateJson(
      ['assigned', '-s', 'metadata.id=11111111-2222-4333-8444-555555555555'],
      { cwd: site.root },
    )
    expect(result.input?.metadata.id).toBe('11111111-2222-4333-8444-555555555555')
  })
})

describe('the event that is sent', () => {
  test('is the site’s own fixture where there is one', async () => {
    const site = siteWith(echo)
    const own = JSON.parse(await generate(['assigned', '-s', 'data.memberId=ours'], site))
    site.write('badge-events/fixtures/assigned.json', JSON.stringify(own))
    const { result } = await simulateJson(['assigned'], { cwd: site.root })
    expect(result.input?.data).toEqual({ memberId: 'ours' })
    const generated = JSON.parse(await generate(['assigned'], site)) as EventObject
    expect(generated.data).toEqual({ memberId: 'ours' })
  })

  test('takes all overrides, in their order', async () => {
    const site = siteWith(echo)
    const { result } = await simulateJson(
      [
        'assigned',
        '-s',
        'data.memberId=ann',
        '--set',
        'data.memberId="5"',
        '-s',
        'metadata.entityId=gold',
      ],
      { cwd: site.root },
    )
    expect(result.returned).toMatchObject({
      data: { memberId: '5' },
      metadata: { entityId: 'gold' },
    })
  })

  test('goes out as it is with --no-validate', async () => {
    const site = siteWith(echo)
    const { exitCode, result } = await simulateJson(
      ['assigned', '-s', 'data.points=5', '-u', 'data.memberId', '--no-validate'],
      { cwd: site.root },
    )
    expect(exitCode).toBe(0)
    expect(result.returned).toMatchObject({ data: { points: 5 } })
    expect(result.returned).not.toHaveProperty('data.memberId')
  })

  test('names itself where a webhook is given without the name of an event', async () => {
    const site = siteWith(echo)
    const stdin = await generate(['assigned', '--form', 'webhook'], site)
    const { exitCode, result } = await simulateJson(['-f', '-'], { cwd: site.root, stdin })
    expect(exitCode).toBe(0)
    expect(result.event).toBe('assigned')
  })
})

describe.each(definitions.filter(({ veloHandler }) => veloHandler !== null))(
  'what generate prints of $key',
  ({ key, veloHandler }) => {
    test('runs in every form, and the handler gets the same event', async () => {
      const site = siteWith(`export function ${veloHandler}(event) { return event }\n`)
      const plain = await generate([key, '--as-is'], site)
      const expected = await simulateJson([key, '--as-is', '-f', '-'], {
        cwd: site.root,
        stdin: plain,
      })
      expect(expected.result.status).toBe('passed')
      for (const form of ['velo', 'sdk', 'domain', 'webhook']) {
        const stdin = await generate([key, '--as-is', '--form', form], site)
        const { exitCode, result } = await simulateJson([key, '--as-is', '-f', '-'], {
          cwd: site.root,
          stdin,
        })
        expect(exitCode, form).toBe(0)
        expect(inMilliseconds(result.returned), form).toEqual(
          inMilliseconds(expected.result.returned),
        )
      }
    })
  },
)

/** The SDK's `eventTime` is a `Date`, which has no digits below the millisecond. */
function inMilliseconds(value: unknown): unknown {
  const text = JSON.stringify(value)
  return JSON.parse(text.replace(/("eventTime":"[^"]+\.\d{3})\d*Z/, '$1Z'))
}
