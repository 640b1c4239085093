import { statSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type CliResult, runCli } from '../cli/run-cli.js'
import { copySite, createSite, type TestSite } from '../cli/site.js'

/** Any free port, so that what runs on the machine does not matter. */
const config = { 'badge-events/config.json': '{ "port": 0 }' }
const site = (name: string) => copySite(`doctor/${name}`, config)
const doctor = ({ root }: TestSite, ...args: string[]): Promise<CliResult> =>
  runCli(['doctor', ...args], { cwd: root })

describe('exit codes', () => {
  test('all is well: not a word, 0', async () => {
    const { exitCode, stdout, stderr } = await doctor(site('well-velo-git-site'))
    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: 0, stdout: '', stderr: '' })
  })

  test('errors: 1; warnings and hints: 0, unless they were asked to fail', async () => {
    const warned = site('handler-unprefixed')
    const hinted = site('event-deprecated')
    expect((await doctor(site('handler-misspelled'))).exitCode).toBe(1)
    expect((await doctor(warned)).exitCode).toBe(0)
    expect((await doctor(warned, '--fail-on', 'warning')).exitCode).toBe(1)
    expect((await doctor(hinted, '--fail-on', 'warning')).exitCode).toBe(0)
    expect((await doctor(hinted, '--fail-on', 'hint')).exitCode).toBe(1)
  })

  test('no site, no such file, a wrong flag: 2', async () => {
    const file = await doctor(site('handler-member'), '--handler', 'none.js')
    expect(file.exitCode).toBe(2)
    expect(file.stderr).toMatch(/There is no file .*none\.js/)
    expect((await runCli(['doctor'], { cwd: '/' })).exitCode).toBe(2)
    expect((await doctor(site('handler-member'), '--fail-on', 'all')).exitCode).toBe(2)
  })

  test('a file that cannot be read: 3', async () => {
    const latin = createSite({})
    latin.write('src/backend/events.js', '')
    writeFileSync(latin.path('src/backend/events.js'), Buffer.from([0x2f, 0x2f, 0xe9]))
    const { exitCode, stderr } = await doctor(latin)
    expect(exitCode).toBe(3)
    expect(stderr).toContain('is not UTF-8')
  })
})

test('a finding as people see it', async () => {
  const { stdout, stderr } = await doctor(site('handler-reexported'))
  expect(stdout.replace(/^ {4}\S*docs/m, '    docs')).toBe(`\
error  handler-reexported                             src/backend/events.js:3:14
  wixBadges_onBadgeAssigned is the imported function onAssigned exported again;
  Wix does not call an imported function.
    1 | import { onAssigned } from 'backend/badges'
    2 |
  > 3 | export const wixBadges_onBadgeAssigned = onAssigned
      |              ^
    4 |
  → Write a function that calls it: export function
    wixBadges_onBadgeAssigned(event) { return onAssigned(event) }
    docs/doctor/handler-reexported.md

1 error
`)
  expect(stderr).toBe(
    'hint: badge-events doctor --fix repairs 1 finding; with --dry-run it shows how.\n',
  )
})

test('no line is wider than a terminal, but for paths', async () => {
  const long = site('call-not-awaited')
  long.write('src/backend/data.js', `export const wixBadges_onBadgeDeleted = ${'1 + '.repeat(90)}1`)
  const { stdout } = await doctor(long)
  const wide = stdout.split('\n').filter((line) => [...line].length > 80 && !line.includes('docs/'))
  expect(wide).toEqual([])
})

test('--json is one document with the sentences in it', async () => {
  const { exitCode, stdout } = await doctor(site('handler-misspelled'), '--json')
  expect(exitCode).toBe(1)
  const report = JSON.parse(stdout)
  expect(report.summary).toEqual({ errors: 3, warnings: 0, hints: 0 })
  expect(report.findings[0]).toEqual({
    code: 'handler-misspelled',
    severity: 'error',
    place: { file: 'src/backend/events.js', line: 1, column: 17 },
    frame: expect.objectContaining({ lines: expect.any(Array) }),
    args: { name: 'wixBadge_onBadgeAssigned', nearest: ['wixBadges_onBadgeAssigned'] },
    message: 'Wix calls no handler named wixBadge_onBadgeAssigned.',
    todo: 'Rename it to wixBadges_onBadgeAssigned.',
    docs: 'docs/doctor/handler-misspelled.md',
  })
  const well = await doctor(site('well-older-layout'), '--json')
  expect(JSON.parse(well.stdout)).toEqual({
    findings: [],
    summary: { errors: 0, warnings: 0, hints: 0 },
  })
})

describe('--fix', () => {
  test('repairs, says what, and has nothing to do the second time', async () => {
    const broken = site('handler-dynamic')
    const first = await doctor(broken, '--fix')
    expect(first).toMatchObject({ exitCode: 0, stdout: '' })
    expect(first.stderr).toBe(
      'repaired handler-dynamic wixBadges_onBadgeAssigned src/backend/events.js:3\n',
    )
    const text = broken.read('src/backend/events.js')
    const time = statSync(broken.path('src/backend/events.js')).mtimeMs
    const second = await doctor(broken, '--fix')
    expect(second).toMatchObject({ exitCode: 0, stdout: '', stderr: 'nothing to repair\n' })
    expect(broken.read('src/backend/events.js')).toBe(text)
    expect(statSync(broken.path('src/backend/events.js')).mtimeMs).toBe(time)
  })

  test('shows what is left, and fails for it', async () => {
    const broken = site('handler-misspelled')
    broken.write(
      'src/backend/events.js',
      'export const wixBadges_onBadgeAssigned = all.f\nexport class wixBadges_onBadgeUnassigned {}\n',
    )
    const { exitCode, stdout, stderr } = await doctor(broken, '--fix')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('handler-not-a-function')
    expect(stdout).not.toContain('handler-member')
    expect(stderr).toContain('repaired handler-member')
  })

  test('--dry-run prints a patch and writes nothing', async () => {
    const broken = site('handler-member')
    const before = broken.read('src/backend/events.js')
    const { exitCode, stdout, stderr } = await doctor(broken, '--fix', '--dry-run')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('--- a/src/backend/events.js\n+++ b/src/backend/events.js\n')
    expect(stdout).toContain('+  return handlers.onAssigned(event)\n')
    expect(stderr).toBe(
      'would repair handler-member wixBadges_onBadgeAssigned src/backend/events.js:7\n',
    )
    expect(broken.read('src/backend/events.js')).toBe(before)
  })

  test('in JSON too', async () => {
    const { stdout } = await doctor(site('handler-member'), '--dry-run', '--json')
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [],
      fixed: [{ code: 'handler-member' }],
      dryRun: true,
      diff: expect.stringContaining('+++ b/src/backend/events.js'),
    })
  })
})
