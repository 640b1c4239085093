import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { arrival } from '../delivery/log/arrivals.js'
import { installPackages, runSiteTests } from '../testing/site-vitest.js'
import { fill } from './filled-log.js'
import { runCli } from './run-cli.js'
import { createSite, siteWith, type TestSite } from './site.js'

const config = `import { wix } from 'badge-events/vitest'

export default { plugins: [wix()] }
`

const fixtures = 'badge-events/fixtures'

/** Runs the tests of a site and expects all of them to pass. */
async function expectPassing(site: TestSite, count: number): Promise<void> {
  const { report, output, exitCode } = await runSiteTests(installPackages(site))
  expect([report.numPassedTests, report.numFailedTests], output).toEqual([count, 0])
  expect(exitCode).toBe(0)
}

const changeful = `
import wixData from 'wix-data'
import { fetch } from 'wix-fetch'
import { triggeredEmails } from 'wix-crm-backend'
import { getSecret } from 'wix-secrets-backend'

let calls = 0
export async function wixBadges_onBadgeAssigned({ data, metadata }) {
  const { memberId } = data
  const token = Math.random().toString(36)
  const key = await getSecret('KEY')
  const day = new Date().toDateString()
  await wixData.insert('Log', { memberId, token, key, day, at: new Date(), ms: Date.now(), call: ++calls })
  const { items } = await wixData.query('Log').eq('memberId', 'old').find()
  await wixData.update('Log', { ...items[0], count: 5, touched: new Date(), who: memberId })
  await wixData.remove('Log', 'gone')
  await fetch(\`https://hooks.example.com/\${token}?key=\${key}\`, { method: 'POST', body: 'for ' + memberId })
  await triggeredEmails.emailMember('earned', memberId, { variables: { token, note: \`It's \${memberId}\` } })
  setTimeout(() => wixData.insert('Late', { eventId: metadata.id }), 20)
}
export async function wixBadges_onBadgeCreated({ metadata }) {
  const age = Date.now() - Date.parse(metadata.eventTime)
  await wixData.insert(age < 3_600_000 ? 'Recent' : 'Old', { day: new Date().toDateString() })
}
`

const changefulSite = (handlers = changeful) =>
  siteWith(handlers, {
    'vitest.config.js': config,
    '.env': 'KEY=open-sesame',
    'badge-events/data/Log.json': JSON.stringify([
      { _id: 'a', memberId: 'old', since: { $date: '2026-01-01T00:00:00.000Z' } },
      { _id: 'gone', memberId: 'older' },
    ]),
  })

describe('simulate --save-test', { timeout: 60_000 }, () => {
  test('writes tests of the example that pass', async () => {
    const site = createSite({ 'vitest.config.js': config })
    cpSync(join(packageRoot, 'examples/velo-site'), site.root, { recursive: true })
    const assigned = await runCli(
      ['simulate', 'assigned', '-s', 'data.memberId=ann', '--save-test', 'ann'],
      { cwd: site.root },
    )
    expect(assigned.exitCode).toBe(0)
    expect(assigned.stdout).toContain('✓ passed')
    expect(assigned.stdout.match(/got 10 points/g)).toHaveLength(1)
    expect(assigned.stderr).toBe(`
wrote ${fixtures}/assigned.ann.json
wrote ${fixtures}/assigned.ann.test.js
! Vitest is not there yet: npm install --save-dev vitest badge-events
run it: npx vitest run ${fixtures}/assigned.ann.test.js
`)
    const written = JSON.parse(site.read(`${fixtures}/assigned.ann.json`))
    expect(written.data).toEqual({ memberId: 'ann' })
    const code = site.read(`${fixtures}/assigned.ann.test.js`)
    expect(code.split('\n')[0]).toContain('Written by badge-events')
    expect(code).toContain("from 'backend/events.js'")
    expect(code).toContain('_id: event.metadata.id,')

    // Two handlers, two cases.
    await runCli(['simulate', 'created', '--save-test'], { cwd: site.root })
    await expectPassing(site, 3)
    // A test that holds what the handler did does not pass when it does something else.
    const points = site
      .read('src/backend/events.js')
      .replace("'assigned', { memberId", "'given', { memberId")
    site.write('src/backend/events.js', points)
    const { report } = await runSiteTests(site)
    expect([report.numPassedTests, report.numFailedTests]).toEqual([2, 1])
  })

  test('expects nothing that is another value in each run', async () => {
    const site = changefulSite()
    const first = await runCli(['simulate', 'assigned', '--save-test'], { cwd: site.root })
    expect(first.exitCode).toBe(0)
    const code = site.read(`${fixtures}/assigned.case-1.test.js`)
    expect(code).not.toMatch(/open-sesame|20\d\d-|0\.\d{6}/)
    expect(code).toContain('token: expect.any(String)')
    expect(code).toContain('day: expect.any(String)')
    expect(code).toContain('await vi.waitFor(')
    await runCli(['simulate', 'assigned', '--save-test'], { cwd: site.root })
    expect(existsSync(site.path(`${fixtures}/assigned.case-2.test.js`))).toBe(true)
    await expectPassing(site, 2)
  })

  test('keeps the time where the handler depends on it', async () => {
    const site = changefulSite()
    const { exitCode } = await runCli(['simulate', 'created', '--save-test'], { cwd: site.root })
    expect(exitCode).toBe(0)
    const code = site.read(`${fixtures}/created.case-1.test.js`)
    expect(code).toContain('vi.setSystemTime(')
    expect(code).toContain("toHaveInserted('Recent'")
    await expectPassing(site, 1)
  })

  test('holds a failure, and says so', async () => {
    const site = changefulSite(`
      import { things } from 'backend/things.js'
      export function wixBadges_onBadgeAssigned({ data }) {
        throw new RangeError('No points for ' + data.memberId + ' on ' + new Date().toISOString())
      }
      export async function wixBadges_onBadgeUnassigned() { await things.none() }
      export const wixBadges_onBadgeCreated = async () => { throw { code: 5, reason: 'x' } }
      export const wixBadges_onBadgeUpdated = () => { throw 'a text' }
    `)
    site.write('src/backend/things.js', 'export const things = {}\n')
    for (const event of ['assigned', 'unassigned', 'created', 'updated']) {
      const { exitCode, stderr } = await runCli(['simulate', event, '--save-test', 'bad'], {
        cwd: site.root,
      })
      expect(exitCode).toBe(1)
      expect(stderr).toContain('The test holds the failure as it is')
    }
    const code = site.read(`${fixtures}/assigned.bad.test.js`)
    expect(code).toContain('rejects.toThrow(`No points for $' + '{event.data.memberId} on`)')
    await expectPassing(site, 4)
  })

  test('writes no test that would not end', async () => {
    const site = changefulSite(`
      export function wixBadges_onBadgeAssigned() { return new Promise(() => {}) }
      export function wixBadges_onBadgeUnassigned() { process.exit(1) }
    `)
    for (const event of ['assigned', 'unassigned']) {
      const { exitCode, stderr } = await runCli(['simulate', event, '--save-test', 'bad'], {
        cwd: site.root,
      })
      expect(exitCode).toBe(1)
      expect(stderr).toContain(`No test of ${event}.bad was written`)
      expect(existsSync(site.path(`${fixtures}/${event}.bad.json`))).toBe(true)
      expect(existsSync(site.path(`${fixtures}/${event}.bad.test.js`))).toBe(false)
    }
  })

  test('replaces no file unless it is told to, and runs nothing in vain', async () => {
    const site = changefulSite()
    site.write(`${fixtures}/assigned.mine.test.js`, 'mine')
    const args = ['simulate', 'assigned', '--save-test', 'mine']
    const refused = await runCli(args, { cwd: site.root })
    expect([refused.exitCode, refused.stdout]).toEqual([3, ''])
    expect(refused.stderr).toContain('--force')
    expect(existsSync(site.path(`${fixtures}/assigned.mine.json`))).toBe(false)
    expect((await runCli([...args, '--force'], { cwd: site.root })).exitCode).toBe(0)
    expect(site.read(`${fixtures}/assigned.mine.test.js`)).toContain('createEvent')
  })

  test.each([
    ['a world that a fixture cannot hold', ['-s', 'world.member.loginEmail=a@example.com']],
    ['a name that is a path', ['--save-test', '../mine']],
    ['a world of its own', ['--world', 'x.json']],
    ['many runs', ['-n', '5']],
    ['a sequence', ['unassigned']],
    ['several deliveries', ['--duplicate']],
    ['deliveries after failures', ['--like-wix']],
    ['calls that fail on purpose', ['--fail', 'wix-data.insert']],
    ['a seed, which tests do not have', ['--seed', '1']],
  ])('refuses %s', async (_what, args) => {
    const site = changefulSite()
    const given = [
      'simulate',
      'assigned',
      ...args,
      ...(args[0] === '--save-test' ? [] : ['--save-test']),
    ]
    const { exitCode, stderr } = await runCli(given, { cwd: site.root })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--save-test')
    expect(existsSync(site.path(fixtures))).toBe(false)
  })

  test('takes --force for nothing else', async () => {
    const { exitCode, stderr } = await runCli(['simulate', 'assigned', '--force'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--save-test gold --force')
  })

  test('says on stderr what it wrote, with --json as JSON', async () => {
    const site = changefulSite()
    const { stdout, stderr } = await runCli(['simulate', 'assigned', '--save-test', '--json'], {
      cwd: site.root,
    })
    expect(JSON.parse(stdout)).toMatchObject({ status: 'passed' })
    expect(JSON.parse(stderr)).toMatchObject({
      saved: [
        {
          fixture: `${fixtures}/assigned.case-1.json`,
          test: `${fixtures}/assigned.case-1.test.js`,
        },
      ],
    })
  })
})

describe('capture --test', { timeout: 60_000 }, () => {
  test('takes --handler for nothing else', async () => {
    const { exitCode, stderr } = await runCli(['capture', 'last', '--handler', 'x.js'])
    expect(exitCode).toBe(2)
    expect(stderr).toContain('--test --handler')
  })

  const memberId = '0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001'
  const delivery = () => {
    const { event } = arrival()
    const metadata = { ...event.metadata, entityId: '2f1d0f9e-1b5d-4c7e-9a55-61a3a9c3c002' }
    return arrival({ event: { ...event, data: { memberId }, metadata } })
  }

  test('writes a test of a scrubbed delivery that passes', async () => {
    const site = changefulSite()
    await fill(site, [delivery()])
    const { exitCode, stderr } = await runCli(['capture', 'last', '--scrub', '--test'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(0)
    const [, name = ''] = /wrote badge-events\/fixtures\/(.*)\.test\.js/.exec(stderr) ?? []
    expect(name).toMatch(/^assigned\.\w+$/)
    const both = site.read(`${fixtures}/${name}.json`) + site.read(`${fixtures}/${name}.test.js`)
    expect(both).not.toContain(memberId)
    expect(both).toContain("toHaveInserted('Log', {")

    // Beside a fixture that lies elsewhere, with the data of a real member.
    const real = await runCli(['capture', 'last', '-o', 'test/data/assigned.real.json', '--test'], {
      cwd: site.root,
    })
    expect(real.stderr).toContain('data of a real member')
    expect(site.read('test/data/assigned.real.test.js')).toContain(
      "createEvent('test/data/assigned.real.json'",
    )
    await expectPassing(site, 2)
  })

  test.each([
    ['does not export the handler', 'export const nothing = 1\n'],
    ['is not there', null],
  ])('leaves the expectations open where the handler file %s', async (reason, handlers) => {
    const site = handlers === null ? createSite({}) : siteWith(handlers)
    await fill(site, [delivery()])
    const args = ['capture', 'last', '-o', `${fixtures}/assigned.x.json`, '--test']
    const { exitCode, stderr } = await runCli(args, { cwd: site.root })
    expect(exitCode).toBe(0)
    expect(stderr).toContain('left to you')
    expect(stderr).toContain(
      reason === 'is not there' ? 'no src/backend/events.js yet' : 'does not export',
    )
    const code = site.read(`${fixtures}/assigned.x.test.js`)
    expect(code).toContain("import { wixBadges_onBadgeAssigned } from 'backend/events.js'")
    site.write(
      'src/backend/events.js',
      'export const wixBadges_onBadgeAssigned = ({ data }) => data.memberId\n',
    )
    site.write('vitest.config.js', config)
    await expectPassing(site, 1)
  })

  test.each([
    ['created.x.json', 'created'],
    ['assigned.x.txt', 'ends in .json'],
  ])('refuses the name %s', async (name, reason) => {
    const site = changefulSite()
    await fill(site, [delivery()])
    const { exitCode, stderr } = await runCli(['capture', 'last', '-o', name, '--test'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain(reason)
    expect(existsSync(site.path(name))).toBe(false)
  })
})
