import { readdirSync } from 'node:fs'
import { Parser } from 'tap-parser'
import { describe, expect, test } from 'vitest'
import { type CliOptions, runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const handlers = `import wixData from 'wix-data'
let calls = 0
export async function wixBadges_onBadgeAssigned(event) {
  calls += 1
  const { totalCount } = await wixData.query('Log').find()
  await wixData.insert('Log', { title: event.data.memberId, calls, totalCount })
}
export function wixBadges_onBadgeUnassigned() {}
`
const fixture = (memberId: string): string =>
  JSON.stringify({
    data: { memberId },
    metadata: {
      id: '4c8a1f3e-0b52-4d1c-9a37-6f0e2b7c9d10',
      entityId: '348b66e1-7c1f-45d0-8a52-3f7a3b0e9c02',
      eventTime: '2025-03-04T05:06:07.123456789Z',
      triggeredByAnonymizeRequest: false,
    },
  })
const fixtures = {
  'badge-events/fixtures/assigned.json': fixture('ann'),
  'badge-events/fixtures/assigned.gold.json': fixture('bob'),
}
const folder = 'badge-events/expected'

const all = (site: TestSite, args: readonly string[] = [], env: CliOptions['env'] = {}) =>
  runCli(['simulate', '--all', ...args], { cwd: site.root, env })

describe('--all', () => {
  test('runs every handler with every fixture, each in a world of its own', async () => {
    const { exitCode, stdout, stderr } = await all(siteWith(handlers, fixtures), ['--json'])
    expect([exitCode, stderr]).toEqual([0, ''])
    const [first, second, third, end] = readLines<Record<string, unknown>>(stdout)
    const inserted = (title: string) => [
      { args: ['Log', {}] },
      { args: ['Log', { title, calls: 1, totalCount: 0 }] },
    ]
    expect(first).toMatchObject({ status: 'passed', fixture: 'assigned', effects: inserted('ann') })
    expect(second).toMatchObject({ fixture: 'assigned.gold', effects: inserted('bob') })
    expect(third).toMatchObject({ handler: 'wixBadges_onBadgeUnassigned', fixture: null })
    expect(end).toEqual({ type: 'end', runs: 3, failed: 0, notRun: 0, stale: [] })
  })

  test('shows a table and a sum', async () => {
    const { stdout } = await all(siteWith(handlers, fixtures))
    const lines = stdout.split('\n')
    expect(lines.map((line) => line.slice(0, 52))).toEqual([
      '  handler                      fixture        result',
      '✓ wixBadges_onBadgeAssigned    assigned       passed',
      '✓ wixBadges_onBadgeAssigned    assigned.gold  passed',
      '✓ wixBadges_onBadgeUnassigned  (built-in)     passed',
      '',
      expect.stringMatching(/^✓ 3 runs, all passed in [\d.]+ m?s$/),
      '',
    ])
    expect(lines[0]?.slice(52)).toMatch(/^ +time effects changes warnings$/)
    expect(lines[1]).toMatch(/ [\d.]+ ms {7}2 {7}1 {8}0$/)
    expect(lines[1]?.length).toBe(lines[0]?.length)
  })

  test('explains failures below the table, and fails', async () => {
    const site = siteWith(
      `${handlers}export function wixMembers_onMemberDeleted() {\n  console.log('here')\n  throw new TypeError('no')\n}\n`,
      { ...fixtures, 'badge-events/fixtures/unassigned.json': '{ "data": { "memberId": 5 } }' },
    )
    const { exitCode, stdout } = await all(site)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/\n✗ wixBadges_onBadgeUnassigned {2}unassigned +invalid\n/)
    expect(stdout).toMatch(
      /\nwixBadges_onBadgeUnassigned {2}unassigned\n✗ invalid {2}badge-events\/fixtures\/unassigned\.json/,
    )
    expect(stdout).toMatch(
      /\nwixMembers_onMemberDeleted {2}\(built-in\)\n {4}log {2}here +:10\n✗ failed in [^\n]+ {2}TypeError: no\n {2}at src\/backend\/events\.js:11:9\n/,
    )
    expect(stdout).toMatch(/\n✗ 2 of 4 runs failed in [^\n]+\n$/)
  })

  test('leaves nothing out in silence', async () => {
    const site = siteWith(`${handlers}export function wixEcom_onOrderCreated() {}\n`, {
      ...fixtures,
      'badge-events/fixtures/updated.json': fixture('ann'),
    })
    const { exitCode, stdout } = await all(site)
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`
not run
  wixEcom_onOrderCreated  not in the catalog, and there is no fixtures/wixEcom_onOrderCreated.json
  updated.json            nothing exports wixBadges_onBadgeUpdated

✓ 3 runs, all passed, 2 not run in `)
    site.write('badge-events/fixtures/wixEcom_onOrderCreated.json', fixture('ann'))
    expect((await all(site)).stdout).toContain('✓ 4 runs, all passed, 1 not run')
    site.write('badge-events/fixtures/assigned-old.json', '{')
    const broken = await all(site)
    expect(broken.exitCode).toBe(1)
    expect(broken.stdout).toContain('✗ 1 fixture cannot be read, 1 not run')
  })

  test('fails where there is nothing to run', async () => {
    const { exitCode, stdout } = await all(siteWith('export const x = 1\n'))
    expect(exitCode).toBe(1)
    expect(stdout).toBe(
      '✗ nothing to run: src/backend/events.js exports no handler of a known event\n',
    )
  })

  test('goes on after a run that ended its thread', async () => {
    const site = siteWith(handlers.replace('calls += 1', 'process.exit(3)'), fixtures)
    const { exitCode, stdout } = await all(site, ['--json'])
    expect(exitCode).toBe(1)
    const results = readLines<{ status?: string }>(stdout)
    expect(results.map(({ status }) => status)).toEqual(['crashed', 'crashed', 'passed', undefined])
  })

  test('is coloured', async () => {
    const { stdout } = await all(siteWith(handlers, fixtures), [], { FORCE_COLOR: '1' })
    expect(stdout).toContain('\u001b[32m✓\u001b[39m wixBadges_onBadgeAssigned')
  })

  test.each([
    [['assigned'], '--all runs every event'],
    [['-f', 'x.json'], "option '--all' cannot be used with option '-f, --fixture <file>'"],
    [['-s', 'a=1'], "option '--all' cannot be used"],
    [['-n', '2'], "option '--all' cannot be used"],
    [['--follow'], "option '--all' cannot be used"],
    [['--watch'], "option '--all' cannot be used"],
    [['--to', '3000'], "option '--all' cannot be used"],
    [['--inspect'], "option '--all' cannot be used"],
    [['--update'], '--update writes what --expect names'],
  ])('is refused with %j', async (args, message) => {
    const { exitCode, error } = await failJson(['simulate', '--all', ...args], {
      cwd: siteWith(handlers).root,
    })
    expect(exitCode).toBe(2)
    expect(error.message).toContain(message)
  })
})

describe('--all --expect', () => {
  test('has a file for each handler and fixture', async () => {
    const site = siteWith(handlers, fixtures)
    const missing = await all(site, ['--expect', folder])
    expect(missing.exitCode).toBe(2)
    expect(missing.stderr).toContain('--update')
    const written = await all(site, ['--expect', folder, '--update'])
    expect(written.exitCode).toBe(0)
    expect(written.stdout).toMatch(/✓ 3 runs, 3 files written, 0 up to date in /)
    expect(readdirSync(site.path(folder))).toEqual([
      'assigned.gold.json',
      'assigned.json',
      'unassigned.json',
    ])
    const met = await all(site, ['--expect', `${folder}/`])
    expect(met.exitCode).toBe(0)
    expect(met.stdout).toMatch(/✓ wixBadges_onBadgeAssigned +assigned +expected /)
    expect(met.stdout).toContain('✓ 3 runs, all as expected in ')
    // The same file serves a run of its own.
    const alone = await runCli(['simulate', 'assigned', '--expect', `${folder}/assigned.json`], {
      cwd: site.root,
    })
    expect(alone.exitCode).toBe(0)
  })

  test('shows what is otherwise, what has no file, and what has no run', async () => {
    const site = siteWith(handlers, fixtures)
    await all(site, ['--expect', folder, '--update'])
    site.write('badge-events/fixtures/assigned.silver.json', fixture('eve'))
    site.write(`${folder}/old.json`, '{}')
    site.write('src/backend/events.js', handlers.replace('totalCount })', 'count: totalCount })'))
    const { exitCode, stdout } = await all(site, ['--expect', folder])
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/\n✗ wixBadges_onBadgeAssigned +assigned\.silver +no file /)
    expect(stdout).toContain(`
wixBadges_onBadgeAssigned  assigned
✗ otherwise than expected by ${folder}/assigned.json
  assigned → wixBadges_onBadgeAssigned
    ~ wix-data  insert Log {calls, count, title}
        args[1].count: none → 0
        args[1].totalCount: 0 → none
`)
    expect(stdout).toContain(`✗ there is no ${folder}/assigned.silver.json yet; --update writes it`)
    expect(stdout).toContain(
      `expected of no run any more; delete what is not needed\n  ${folder}/old.json\n`,
    )
    expect(stdout).toMatch(/✗ 3 of 4 runs failed in /)
  })

  test('is reported everywhere', async () => {
    const site = siteWith(handlers, fixtures)
    await all(site, ['--expect', folder, '--update'])
    site.write('src/backend/events.js', handlers.replace("insert('Log'", "insert('Journal'"))
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: site.root }
    const { stdout, stderr } = await all(
      site,
      ['--expect', folder, '--junit', 'j.xml', '--tap'],
      env,
    )
    const points: boolean[] = []
    const parser = new Parser({ strict: true })
    parser.on('assert', ({ ok }) => points.push(ok))
    parser.end(stdout)
    expect(points).toEqual([false, false, true])
    expect(
      stderr.match(/^::error file=src\/backend\/events\.js,line=3,title=assigned/gm),
    ).toHaveLength(2)
    expect(stderr).toContain('%0A    - wix-data  insert Log {')
    expect(site.read('j.xml')).toContain('tests="3" failures="2"')
    const json = readLines<Record<string, unknown>>(
      (await all(site, ['--expect', folder, '--json'])).stdout,
    )
    expect(json.filter(({ type }) => type === 'expectation')).toMatchObject([
      { handler: 'wixBadges_onBadgeAssigned', fixture: 'assigned', status: 'differs' },
      { fixture: 'assigned.gold', status: 'differs' },
      { fixture: null, status: 'met' },
    ])
  })

  test('refuses a file, and a broken file before anything runs', async () => {
    const site = siteWith(handlers, {
      ...fixtures,
      'a.json': '{}',
      [`${folder}/assigned.json`]: '{',
    })
    const file = await failJson(['simulate', '--all', '--expect', 'a.json'], { cwd: site.root })
    expect([file.exitCode, file.error.code]).toEqual([2, 'USAGE_INVALID'])
    const broken = await failJson(['simulate', '--all', '--expect', folder], { cwd: site.root })
    expect([broken.exitCode, broken.error.code]).toEqual([2, 'EXPECTATION_INVALID'])
    expect(broken.error.message).toContain(`${folder}/assigned.json is not valid JSON`)
  })
})
