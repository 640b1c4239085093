import { dirname } from 'node:path'
import { Parser } from 'tap-parser'
import { describe, expect, test } from 'vitest'
import { type CliOptions, runCli } from './run-cli.js'
import { readLines } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const handlers = `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) {
  console.log('got', event.data.memberId.length)
  wixData.insert('Log', {})
}
export function wixBadges_onBadgeCreated() {
  throw new TypeError('100%, really: no\\nsecond')
}
export function wixBadgesV4_onBadgeCreated() {}
`

const simulate = (site: TestSite, args: readonly string[], env: CliOptions['env'] = {}) =>
  runCli(['simulate', ...args], { cwd: site.root, env })

function readTap(text: string): [boolean, string][] {
  const points: [boolean, string][] = []
  const parser = new Parser({ strict: true })
  parser.on('assert', ({ ok, name }) => points.push([ok, name]))
  parser.end(text)
  return points
}

describe('--junit', () => {
  test('writes a case for each run, beside what is shown', async () => {
    const site = siteWith(handlers)
    const { exitCode, stdout } = await simulate(site, ['created', '--junit', 'out/junit.xml'])
    expect(exitCode).toBe(1)
    expect(stdout).toContain('✗ failed')
    const xml = site.read('out/junit.xml')
    expect(xml).toContain('<testsuites name="badge-events" tests="2" failures="1"')
    expect(xml).toMatch(
      /<testcase name="created → wixBadges_onBadgeCreated" [^>]*file="src\/backend\/events\.js" line="6"/,
    )
    expect(xml).toContain(
      '<failure message="TypeError: 100%, really: no&#10;second" type="TypeError">',
    )
    expect(xml).toMatch(/at src\/backend\/events\.js:7:9/)
  })

  test('has one case for many runs of one event', async () => {
    const site = siteWith(handlers)
    const { exitCode } = await simulate(site, [
      'created',
      '--api',
      'v3',
      '-n',
      '5',
      '--junit',
      'j.xml',
    ])
    expect(exitCode).toBe(1)
    const xml = site.read('j.xml')
    expect(xml).toContain('<testcase name="created → wixBadges_onBadgeCreated, 5 times"')
    expect(xml).toContain('<failure message="5 of 5 failed"')
    expect(xml).toContain('5 × TypeError: 100%, really: no')
  })

  test('tells of a handler that is not there', async () => {
    const site = siteWith('export const x = 1\n')
    const { exitCode } = await simulate(site, ['assigned', '--junit', 'j.xml'])
    expect(exitCode).toBe(1)
    expect(site.read('j.xml')).toContain('does not export wixBadges_onBadgeAssigned')
  })

  test('tells what is otherwise than expected', async () => {
    const site = siteWith(handlers)
    await simulate(site, ['assigned', '--expect', 'e.json', '--update'])
    site.write('src/backend/events.js', 'export function wixBadges_onBadgeAssigned() {}\n')
    await simulate(site, ['assigned', '--expect', 'e.json', '--junit', 'j.xml'])
    const xml = site.read('j.xml')
    expect(xml).toContain(
      '<failure message="otherwise than expected by e.json" type="expectation">',
    )
    expect(xml).toContain('    - wix-data  insert Log {}')
  })

  test('says that it could not write', async () => {
    const { exitCode, stderr } = await simulate(siteWith(handlers), [
      'assigned',
      '--junit',
      '/dev/null/j.xml',
    ])
    expect(exitCode).toBe(3)
    expect(stderr).toContain('Cannot write /dev/null/j.xml')
  })
})

describe('--tap', () => {
  test('is all there is on stdout', async () => {
    const { exitCode, stdout, stderr } = await simulate(siteWith(handlers), ['created', '--tap'])
    expect([exitCode, stderr]).toEqual([1, ''])
    expect(readTap(stdout)).toEqual([
      [false, 'created → wixBadges_onBadgeCreated'],
      [true, 'created-v4 → wixBadgesV4_onBadgeCreated'],
    ])
  })

  test('has one point for many runs', async () => {
    const { stdout } = await simulate(siteWith(handlers), ['assigned', '-n', '3', '--tap'])
    expect(readTap(stdout)).toEqual([[true, 'assigned → wixBadges_onBadgeAssigned, 3 times']])
  })

  test('leaves what is expected to stderr', async () => {
    const site = siteWith(handlers)
    const { stdout, stderr } = await simulate(site, [
      'assigned',
      '--tap',
      '--expect',
      'e.json',
      '--update',
    ])
    expect(readTap(stdout)).toEqual([[true, 'assigned → wixBadges_onBadgeAssigned']])
    expect(stderr).toContain('wrote e.json')
  })

  test.each([[['--json']], [['--watch']], [['--to', '3000']]])(
    'is refused with %j',
    async (args) => {
      const { exitCode } = await simulate(siteWith(handlers), ['assigned', '--tap', ...args])
      expect(exitCode).toBe(2)
    },
  )
})

describe('what is checked over several deliveries', () => {
  const counting = `import wixData from 'wix-data'
    export const wixBadges_onBadgeAssigned = () => wixData.save('Holders', { _id: 'ann', has: true })
    export const wixBadges_onBadgeUnassigned = () => wixData.save('Holders', { _id: 'ann', has: false })
    export const wixBadges_onBadgeCreated = () => wixData.insert('Log', {})`

  test('has a case for each delivery', async () => {
    const { stdout } = await simulate(siteWith(counting), [
      'assigned',
      'unassigned',
      '--duplicate',
      '--tap',
    ])
    expect(readTap(stdout).map(([ok, name]) => [ok, name.split(' ')[0]])).toEqual([
      [true, 'assigned'],
      [true, 'assigned'],
      [true, 'unassigned'],
      [true, 'unassigned'],
    ])
  })

  test('is a case itself when it is a proof', async () => {
    const site = siteWith(counting)
    const held = await simulate(site, ['assigned', '--idempotent', '--tap'])
    expect(held.exitCode).toBe(0)
    expect(readTap(held.stdout)).toEqual([
      [true, 'assigned → wixBadges_onBadgeAssigned is idempotent'],
    ])
    const broken = await simulate(site, ['created', '--idempotent', '--junit', 'j.xml'])
    expect(broken.exitCode).toBe(1)
    expect(site.read('j.xml')).toContain(
      '<failure message="The second delivery inserted 1 more row in Log." type="not-idempotent">',
    )
  })

  test('is a case for all orders together', async () => {
    const { exitCode, stdout } = await simulate(siteWith(counting), [
      'assigned',
      'unassigned',
      '--all-orders',
      '--tap',
    ])
    expect(exitCode).toBe(1)
    expect(readTap(stdout)).toEqual([
      [true, 'assigned → wixBadges_onBadgeAssigned'],
      [true, 'unassigned → wixBadges_onBadgeUnassigned'],
      [false, 'all 2 orders of assigned unassigned'],
    ])
  })

  test('is compared with what is expected, delivery by delivery', async () => {
    const site = siteWith(counting)
    const args = ['assigned', 'unassigned', '--expect', 'e.json']
    expect((await simulate(site, [...args, '--update'])).exitCode).toBe(0)
    expect((await simulate(site, args)).exitCode).toBe(0)
    const twice = await simulate(site, [...args, '--duplicate'])
    expect(twice.exitCode).toBe(1)
    expect(twice.stdout).toContain('    + the run assigned → wixBadges_onBadgeAssigned, passed\n')
  })
})

describe('under GitHub Actions', () => {
  const github = (site: TestSite, workspace = site.root) => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: workspace,
  })

  test('failures and warnings are annotations on stderr', async () => {
    const site = siteWith(handlers)
    const failing = await simulate(site, ['created', '--api', 'v3'], github(site))
    expect(failing.exitCode).toBe(1)
    expect(failing.stderr).toMatch(
      /^::error file=src\/backend\/events\.js,line=7,col=9,title=created → wixBadges_onBadgeCreated::TypeError: 100%25, really: no%0Asecond%0A {2}at src\/backend\/events\.js:7:9%0A[^\n]*\n$/,
    )
    expect(failing.stdout).toContain('✗ failed')
    const warning = await simulate(site, ['assigned'], github(site))
    expect(warning.exitCode).toBe(0)
    expect(warning.stderr).toMatch(
      /^::warning file=src\/backend\/events\.js,line=4,col=\d+,title=not-awaited%3A assigned → wixBadges_onBadgeAssigned::wix-data insert[^\n]*\n$/,
    )
  })

  test('their paths start at the root of the repository, when the site is inside it', async () => {
    const site = siteWith(handlers)
    const folder = dirname(site.root)
    const inside = await simulate(site, ['created', '--api', 'v3'], github(site, folder))
    expect(inside.stderr).toContain(
      `::error file=${site.root.slice(folder.length + 1)}/src/backend/events.js,`,
    )
    const outside = await simulate(
      site,
      ['created', '--api', 'v3'],
      github(site, site.path('src/backend')),
    )
    expect(outside.stderr).toMatch(/^::error file=events\.js,/)
    const elsewhere = await simulate(site, ['created', '--api', 'v3'], github(site, '/nowhere'))
    expect(elsewhere.stderr).toMatch(/^::error file=\/[^,]*\/src\/backend\/events\.js,/)
  })

  test('stdout stays as it is', async () => {
    const site = siteWith(handlers)
    const { stdout, stderr } = await simulate(site, ['created', '--json'], github(site))
    expect(readLines(stdout)).toHaveLength(2)
    expect(stderr).toMatch(/^::error /)
    const tap = await simulate(site, ['created', '--tap'], github(site))
    expect(readTap(tap.stdout)).toHaveLength(2)
  })

  test('nothing is said when all is well, and nothing where it does not run', async () => {
    const site = siteWith(handlers)
    const well = await simulate(site, ['created', '--api', 'v4'], github(site))
    expect([well.exitCode, well.stderr]).toEqual([0, ''])
    const elsewhere = await simulate(site, ['created', '--api', 'v3'], { GITHUB_ACTIONS: 'false' })
    expect(elsewhere.stderr).toBe('')
  })
})
