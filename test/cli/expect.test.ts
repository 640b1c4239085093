import { describe, expect, test } from 'vitest'
import { type CliOptions, runCli } from './run-cli.js'
import { failJson, readLines } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const file = 'badge-events/expected/assigned.json'

const handlers = `import wixData from 'wix-data'
import { createHash } from 'node:crypto'
const team = '11111111-2222-4333-8444-555555555555'
export async function wixBadges_onBadgeAssigned(event) {
  const { id, eventTime } = event.metadata
  const hash = createHash('sha256').update(id).digest('hex')
  const made = await wixData.insert('Log', { event: id, hash, at: new Date(), since: eventTime, team })
  await wixData.save('Last', { _id: event.data.memberId, log: made._id, day: new Date().toISOString().slice(0, 10), ms: Date.now() })
}
export function wixBadges_onBadgeCreated() {}
export function wixBadgesV4_onBadgeCreated() {}
`

const run = (site: TestSite, args: readonly string[] = [], env: CliOptions['env'] = {}) =>
  runCli(['simulate', 'assigned', '--expect', file, ...args], { cwd: site.root, env })

async function expectingSite(): Promise<TestSite> {
  const site = siteWith(handlers)
  const { exitCode } = await run(site, ['--update'])
  expect(exitCode).toBe(0)
  return site
}

describe('--expect', () => {
  test('writes the file with --update, by shape, and is met by the next run', async () => {
    const site = siteWith(handlers)
    const written = await run(site, ['--update'])
    expect([written.exitCode, written.stderr]).toEqual([0, ''])
    expect(written.stdout).toMatch(
      /✓ passed[^\n]*\n\nwrote badge-events\/expected\/assigned\.json\n$/,
    )
    const text = site.read(file)
    expect(text).toMatch(/^\{\n {2}"\$badge-events": "expectation\/1",\n[\s\S]*[^\n]\n$/)
    const [inserted, saved] = JSON.parse(text).runs[0].effects
    expect(inserted.args[1]).toEqual({
      event: '<event.metadata.id>',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      at: '<time>',
      since: '<event.metadata.eventTime>',
      team: '11111111-2222-4333-8444-555555555555',
    })
    expect(saved.args[1]).toEqual({
      _id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      log: '<id>',
      day: '<time>',
      ms: '<time>',
    })

    const again = await run(site)
    expect(again.exitCode).toBe(0)
    expect(again.stdout).toMatch(/\n✓ as expected by badge-events\/expected\/assigned\.json\n$/)
    const unchanged = await run(site, ['--update'])
    expect(unchanged.stdout).toMatch(/\nbadge-events\/expected\/assigned\.json is up to date\n$/)
    expect(site.read(file)).toBe(text)
  })

  test('shows what is otherwise, in the words of the run, and fails', async () => {
    const site = await expectingSite()
    site.write(
      'src/backend/events.js',
      handlers
        .replace("insert('Log'", "insert('Journal'")
        .replace('log: made._id', 'log: made._id, points: 3'),
    )
    const { exitCode, stdout } = await run(site)
    expect(exitCode).toBe(1)
    expect(stdout).toContain(`
✗ otherwise than expected by badge-events/expected/assigned.json
  assigned → wixBadges_onBadgeAssigned
    - wix-data  insert Log {at, event, hash, since, team}
    + wix-data  insert Journal {at, event, hash, since, team}
    ~ wix-data  save Last {_id, day, log, ms, points}
        args[1].points: none → 3
`)
    expect(stdout).not.toContain('\u001b[')

    const coloured = await run(site, [], { FORCE_COLOR: '1' })
    expect(coloured.stdout).toContain('\u001b[31m    - wix-data  insert Log')
    const plain = await run(site, [], { FORCE_COLOR: '1', NO_COLOR: '1' })
    expect(plain.stdout).not.toContain('\u001b[')

    const updated = await run(site, ['--update'])
    expect(updated.exitCode).toBe(0)
    expect(updated.stdout).toContain(`wrote ${file}, 1 run changed\n`)
    expect((await run(site)).exitCode).toBe(0)
  })

  test('fails a failure that is not expected, and passes one that is', async () => {
    const site = await expectingSite()
    site.write(
      'src/backend/events.js',
      `export function wixBadges_onBadgeAssigned() { throw new RangeError('no') }\n`,
    )
    const { exitCode, stdout } = await run(site)
    expect(exitCode).toBe(1)
    expect(stdout).toContain('    - passed\n    + failed\n    + RangeError: no (threw)\n')
    expect((await run(site, ['--update'])).exitCode).toBe(0)
    expect((await run(site)).exitCode).toBe(0)
    site.write(
      'src/backend/events.js',
      `export function wixBadges_onBadgeAssigned() { throw new RangeError('yes') }\n`,
    )
    const other = await run(site)
    expect(other.exitCode).toBe(1)
    expect(other.stdout).toContain('    - RangeError: no (threw)\n    + RangeError: yes (threw)\n')
  })

  test('compares both runs of an event with two handlers', async () => {
    const site = siteWith(handlers)
    const args = ['simulate', 'created', '--expect', 'created.json']
    await runCli([...args, '--update'], { cwd: site.root })
    expect(JSON.parse(site.read('created.json')).runs).toHaveLength(2)
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    const one = await runCli([...args, '--api', 'v4'], { cwd: site.root })
    expect(one.exitCode).toBe(1)
    expect(one.stdout).toContain('    - the run created → wixBadges_onBadgeCreated\n')
  })

  test('keeps ids that a run made out of the runs that follow from it', async () => {
    const site = siteWith(`import { badges } from 'wix-members.v2'
      import wixData from 'wix-data'
      export async function wixMembers_onMemberCreated(event) {
        await wixData.insert('Seen', { member: event.metadata.entityId })
      }
      import { members } from 'wix-members.v2'
      export async function wixBadges_onBadgeAssigned() {
        await members.createMember({ member: { loginEmail: 'a@example.com' } }, { suppressAuth: true })
      }`)
    const args = ['--follow', '--update', '--json']
    const { stdout } = await run(site, args)
    const { runs } = JSON.parse(site.read(file))
    expect(readLines(stdout)).toHaveLength(3)
    expect(runs[1].effects[0].args).toEqual(['Seen', { member: '<id>' }])
  })

  test('keeps ids and times that the site starts with', async () => {
    const known = '22222222-2222-4333-8444-555555555555'
    const other = '33333333-2222-4333-8444-555555555555'
    const site = siteWith(
      `import wixData from 'wix-data'
      export async function wixBadges_onBadgeAssigned() {
        const { items } = await wixData.query('Team').find()
        const { items: rest } = await wixData.query('World').find()
        await wixData.insert('Log', { team: items[0]._id, since: items[0].since, world: rest[0]._id })
      }`,
      {
        'badge-events/data/Team.json': JSON.stringify([
          { _id: known, since: '2024-02-03T04:05:06.000Z' },
        ]),
        'world.json': JSON.stringify({ collections: { World: [{ _id: other }] } }),
      },
    )
    await run(site, ['--update', '--world', 'world.json'])
    const { effects } = JSON.parse(site.read(file)).runs[0]
    expect(effects.at(-1).args[1]).toEqual({
      since: '2024-02-03T04:05:06.000Z',
      team: known,
      world: other,
    })
  })

  test('with --json says it in a document of its own', async () => {
    const site = await expectingSite()
    const met = readLines<Record<string, unknown>>((await run(site, ['--json'])).stdout)
    expect(met).toEqual([
      expect.objectContaining({ status: 'passed', handler: 'wixBadges_onBadgeAssigned' }),
      { type: 'expectation', status: 'met', file, deviations: [] },
    ])
    site.write('src/backend/events.js', 'export function wixBadges_onBadgeAssigned() {}\n')
    const { exitCode, stdout, stderr } = await run(site, ['--json'])
    expect([exitCode, stderr]).toEqual([1, ''])
    expect(readLines(stdout)[1]).toMatchObject({
      type: 'expectation',
      status: 'differs',
      deviations: [
        {
          difference: 'changed',
          index: 0,
          effects: [{ difference: 'missing' }, { difference: 'missing' }],
        },
      ],
    })
  })

  test('keeps the id and time of the fixture', async () => {
    const site = await expectingSite()
    const [first] = readLines<{ input: object }>((await run(site, ['--json'])).stdout)
    const [second] = readLines<{ input: object }>((await run(site, ['--json'])).stdout)
    expect(second?.input).toEqual(first?.input)
  })
})

describe('--expect that cannot be', () => {
  const fail = (site: TestSite, args: readonly string[]) =>
    failJson(['simulate', 'assigned', ...args], { cwd: site.root })

  test('says how to make a file that is not there', async () => {
    const { exitCode, error } = await fail(siteWith(handlers), ['--expect', file])
    expect(exitCode).toBe(2)
    expect(error.code).toBe('EXPECTATION_NOT_FOUND')
    expect(error.message).toBe(`There is no expectation ${file}`)
    expect(error.hint).toContain('--update')
  })

  test.each([
    ['another file', '{ "name": "site" }', []],
    ['another file, with --update', '{ "name": "site" }', ['--update']],
    ['a later version', '{ "$badge-events": "expectation/9", "runs": [] }', []],
    ['a later version, with --update', '{ "$badge-events": "expectation/9" }', ['--update']],
    ['broken JSON', '{ "$badge-events"', []],
  ])('refuses %s', async (_title, text, args) => {
    const site = siteWith(handlers, { [file]: text })
    const { exitCode, error } = await fail(site, ['--expect', file, ...args])
    expect([exitCode, error.code]).toEqual([2, 'EXPECTATION_INVALID'])
    expect(site.read(file)).toBe(text)
  })

  test('writes anew one that a merge left broken', async () => {
    const site = await expectingSite()
    const text = site.read(file)
    site.write(file, text.replace('"runs"', '<<<<<<< HEAD\n"runs"'))
    const { exitCode } = await run(site, ['--update'])
    expect(exitCode).toBe(0)
    expect(site.read(file)).toBe(text)
  })

  test('writes nothing for a handler that is not there', async () => {
    const site = siteWith('export const x = 1\n')
    const { exitCode } = await run(site, ['--update'])
    expect(exitCode).toBe(1)
    expect(() => site.read(file)).toThrow()
  })

  test.each([
    [['--update']],
    [['--expect', file, '-n', '2']],
    [['--expect', file, '--watch']],
    [['--expect', file, '--to', '3000']],
  ])('is refused: %j', async (args) => {
    const { exitCode, error } = await fail(siteWith(handlers), args)
    expect([exitCode, error.code]).toEqual([2, 'USAGE_INVALID'])
  })

  test('says that it could not write', async () => {
    const site = siteWith(handlers, { 'a-file': '' })
    const { exitCode, stderr } = await runCli(
      ['simulate', 'assigned', '--expect', 'a-file/x.json', '--update'],
      { cwd: site.root },
    )
    expect(exitCode).toBe(3)
    expect(stderr).toMatch(/Cannot (read|write) a-file\/x\.json/)
  })
})
