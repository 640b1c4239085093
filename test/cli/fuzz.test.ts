import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { FuzzReport } from '../../src/commands/fuzz-report.js'
import { runCli, startCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { copySite, siteWith, type TestSite } from './site.js'

interface FuzzOutcome {
  exitCode: number | null
  report: FuzzReport
  durationMs: number
}

async function fuzzJson(args: readonly string[], site: TestSite): Promise<FuzzOutcome> {
  const outcome = await runCli(['fuzz', ...args, '--json'], { cwd: site.root })
  expect(outcome.stderr).toBe('')
  const [report, ...others] = readLines<FuzzReport>(outcome.stdout)
  expect(others).toEqual([])
  if (!report) throw new Error('fuzz printed no report')
  const { exitCode, durationMs } = outcome
  return { exitCode, report, durationMs }
}

/** What is other than in the fixture: `entity.title=""`. */
function changes({ differences }: FuzzReport['failures'][number]): string[] {
  return differences.map(({ path, after }) =>
    after.status === 'absent' ? `${path} absent` : `${path}=${JSON.stringify(after.value)}`,
  )
}

const fixturesOf = (site: TestSite): string[] => readdirSync(site.path('badge-events/fixtures'))

/** The mistakes of test/projects/fuzz, and the smallest event that shows each. */
const mistakes: [file: string, event: string, smallest: string[]][] = [
  ['description-absent', 'updated', ['entity.description absent']],
  ['title-cut', 'created', ['entity.title="a💛💛💛💛💛💛"']],
  ['icon-null', 'created', ['entity.icon absent']],
  ['icon-address', 'created-v4', ['entity.icon=null']],
  ['long-text', 'updated', [`entity.title="${'a'.repeat(195)}"`]],
  ['dates-in-order', 'updated', ['entity._createdDate="2026-03-04T08:31:47.902Z"']],
  ['slug-empty', 'created', ['entity.slug=""']],
  ['id-parts', 'assigned', ['metadata.entityId="a"']],
  ['anonymised', 'unassigned', ['metadata.triggeredByAnonymizeRequest=true']],
  ['strict-fields', 'updated', ['entity.addedByWix="new"']],
  ['two-fields', 'updated', ['entity.description absent', 'entity.icon absent']],
  ['member-contact', 'member-created', ['entity.contactDetails absent']],
  ['member-emails', 'member-updated', ['entity.contactDetails.emails=[]']],
  ['hangs', 'created', ['entity.title=""']],
]

/** Of a search and one run, where other tests take most of the machine. */
const limitMs = 40_000

describe('a hidden mistake is found, and shown with the smallest event', () => {
  test.each(mistakes)(
    '%s',
    async (file, event, smallest) => {
      const site = copySite('fuzz')
      const handler = `src/backend/bugs/${file}.js`
      const { exitCode, report } = await fuzzJson(
        [event, '--handler', handler, '--seed', '1', '--time', '10s', '--runs', '1300'],
        site,
      )
      expect(exitCode).toBe(1)
      const [failure] = report.failures
      expect(failure && changes(failure)).toEqual(smallest)
      expect(failure?.repeats).toBe('alone')

      // What it says to type next does show the failure.
      const [, ...next] = (failure?.next ?? '').split(' ')
      const again = await runCli([...next, '--json'], { cwd: site.root })
      expect(again.exitCode).toBe(1)
      const [result] = readLines<{ status: string; error: unknown }>(again.stdout)
      expect(result?.status).toBe(failure?.result.status)
    },
    limitMs,
  )
})

const twoMistakes = `
export function wixBadges_onBadgeUpdated(event) {
  const { description, slug } = event.entity
  const words = description.length
  return slug[0].toUpperCase() + words
}
`

describe('fuzz', () => {
  test('finds nothing in a handler that takes all there is', async () => {
    const site = siteWith('export const wixBadges_onBadgeCreated = (event) => event.entity.title\n')
    const { exitCode, report } = await fuzzJson(['created', '--runs', '700'], site)
    expect([exitCode, report.failures, report.tried]).toEqual([0, [], 700])
  })

  test('does the same for the same seed', async () => {
    const site = siteWith(twoMistakes)
    const search = async () => {
      const { report } = await fuzzJson(['updated', '--seed', '7', '--runs', '900'], site)
      return { ...report.failures.map((one) => ({ ...one, result: one.result.error })) }
    }
    const first = await search()
    const files = fixturesOf(site)
    expect(await search()).toEqual(first)
    expect(fixturesOf(site)).toEqual(files)
    expect(files).toHaveLength(3)
  })

  test('shows for people what differs, where it failed and what to type', async () => {
    const site = siteWith(twoMistakes)
    const { exitCode, stdout } = await runCli(['fuzz', 'updated', '--seed', '7', '--runs', '300'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('updated → wixBadges_onBadgeUpdated')
    expect(stdout).toContain(
      '1  entity.description  absent  (was "For members who answered 100 questions")\n',
    )
    expect(stdout).toContain("TypeError: Cannot read properties of undefined (reading 'length')")
    expect(stdout).toContain('  > 4 |   const words = description.length')
    expect(stdout).toMatch(/^saved {2}badge-events\/fixtures\/updated\.fuzz-[0-9a-f]{6}\.json$/m)
    expect(stdout).toMatch(
      /^next {3}badge-events simulate updated -f badge-events\/fixtures\/updated/m,
    )
    expect(stdout).toMatch(/^✗ 3 failures in 300 events, /m)
    expect(stdout).toContain('again  badge-events fuzz updated --runs 300 --seed 7\n')
  })

  test('never replaces a file that holds something else', async () => {
    const site = siteWith(twoMistakes)
    await fuzzJson(['updated', '--runs', '40'], site)
    const [file = ''] = fixturesOf(site)
    site.write(`badge-events/fixtures/${file}`, '{ "mine": true }\n')
    const { report } = await fuzzJson(['updated', '--runs', '40'], site)
    expect(site.read(`badge-events/fixtures/${file}`)).toBe('{ "mine": true }\n')
    expect(
      report.failures.every(({ fixture }) => fixture !== `badge-events/fixtures/${file}`),
    ).toBe(true)
  })

  test('writes nothing with --no-save, and elsewhere with -o', async () => {
    const site = siteWith(twoMistakes)
    const { report } = await fuzzJson(['updated', '--runs', '40', '--no-save'], site)
    expect(report.failures[0]).toMatchObject({ fixture: null, next: null })
    expect(() => fixturesOf(site)).toThrow('ENOENT')
    await fuzzJson(['updated', '--runs', '40', '-o', 'found'], site)
    expect(readdirSync(site.path('found')).length).toBeGreaterThan(0)
  })

  test('says so when the fixture itself fails, and looks behind that', async () => {
    const site = siteWith(`
export function wixBadges_onBadgeCreated(event) {
  const { description, slug } = event.entity
  return description.length + (slug ?? '').length / slug.length
}
`)
    const { report } = await fuzzJson(['created', '--seed', '1', '--runs', '2000'], site)
    const [first, ...others] = report.failures
    expect(first).toMatchObject({ differences: [], fixture: null })
    expect(first?.next).toBe('badge-events simulate created')
    expect(others.map(changes)).toContainEqual(['entity.slug absent', 'entity.description=""'])
  })

  test('tells a failure that depends on earlier events', async () => {
    const site = copySite('fuzz')
    const args = ['updated', '--handler', 'src/backend/bugs/remembers.js', '--seed', '1']
    const { exitCode, report } = await fuzzJson([...args, '--runs', '60'], site)
    expect(exitCode).toBe(1)
    expect(report.failures).toMatchObject([{ repeats: 'twice', differences: [] }])
    expect(report.failures[0]?.next).toMatch(/^badge-events simulate updated .*-n 2$/)
  })

  test('does not let one that hangs take all the time', async () => {
    const site = siteWith(`
export function wixBadges_onBadgeUpdated(event) {
  const { title, description } = event.entity
  while (title.length < 4);
  return description.length
}
`)
    const { report } = await fuzzJson(
      ['updated', '--seed', '1', '--runs', '1300', '--timeout', '1'],
      site,
    )
    expect(report.failures.map(({ result }) => result.error?.kind).sort()).toEqual([
      ...['threw', 'time-limit'],
    ])
    expect(report.handlers[0]?.leftOut).toEqual(['entity.title'])
    expect(report.tried).toBe(1300)
  })

  test('runs the handlers of both versions, each with its own schema', async () => {
    const site = siteWith(`
export function wixBadges_onBadgeCreated(event) { return event.entity.icon.length }
export function wixBadgesV4_onBadgeCreated(event) { return event.entity.revision.length }
`)
    const { report } = await fuzzJson(['created', '--seed', '1', '--runs', '100'], site)
    expect(report.handlers.map(({ event }) => event)).toEqual(['created', 'created-v4'])
    const found = report.failures.map((one) => [one.event, ...changes(one)])
    expect(found).toContainEqual(['created', 'entity.icon absent'])
    expect(found).toContainEqual(['created-v4', 'entity.revision absent'])
    const { next } = report.failures[0] ?? {}
    expect(next).toMatch(/^badge-events simulate wixBadges_onBadgeCreated -f /)
  })

  test('reports what it has after Ctrl-C', async () => {
    const site = siteWith(`
import { existsSync, writeFileSync } from 'node:fs'
let calls = 0
export function wixBadges_onBadgeUpdated(event) {
  calls += 1
  if (calls === 100 && !existsSync('reached')) writeFileSync('reached', '')
  return event.entity.description.length
}
`)
    const cli = startCli(['fuzz', 'updated', '--time', '5m', '--json'], { cwd: site.root })
    while (!readdirSync(site.root).includes('reached')) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    cli.signal('SIGINT')
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(130)
    const [report] = readLines<FuzzReport>(stdout)
    expect(report?.handlers).toMatchObject([{ stopped: 'interrupted' }])
    expect(report?.failures.map(changes)).toContainEqual(['entity.description absent'])
  })

  test('says that a handler is not there', async () => {
    const site = siteWith('export function wixBadges_onBadgeAsigned() {}\n')
    const { exitCode, stdout } = await runCli(['fuzz', 'assigned'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ no handler')
    expect(stdout).toContain('wixBadges_onBadgeAsigned')
  })

  test.each([
    [['created', '--time', 'soon'], 'It must be a span of time'],
    [['created', '--runs', '0'], 'It must be a whole number from 1'],
  ])('refuses %j', async (args, message) => {
    const { error } = await failJson(['fuzz', ...args], { cwd: siteWith('').root })
    expect(error.message).toContain(message)
  })

  test('knows no variants of an event outside the catalog', async () => {
    const site = siteWith('export function wixEcom_onOrderCreated() {}\n', {
      'order.json':
        '{"data":{},"metadata":{"id":"1","entityId":"2","eventTime":"2026-03-05T17:20:11Z","triggeredByAnonymizeRequest":false}}',
    })
    const { error } = await failJson(['fuzz', 'wixEcom_onOrderCreated', '-f', 'order.json'], {
      cwd: site.root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
  })
})
