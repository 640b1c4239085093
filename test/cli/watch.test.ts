import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { type RunningCli, startCli } from './run-cli.js'
import { copySite, siteWith, type TestSite } from './site.js'

function handler(...lines: string[]): string {
  return `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) {
${lines.map((line) => `  ${line}\n`).join('')}}
`
}

const insertA = "await wixData.insert('A', { memberId: event.data.memberId })"
const insertB = "await wixData.insert('B', {})"

async function startWatching(site: TestSite, args: readonly string[] = []): Promise<RunningCli> {
  const cli = startCli(['simulate', 'assigned', '--watch', ...args], { cwd: site.root })
  await cli.waitFor(
    ({ stdout, stderr }) => /[✓✗]|^error/m.test(stdout + stderr) && stderr.includes('watching'),
    'the first run',
  )
  return cli
}

describe('simulate --watch', () => {
  test('runs again on a save and shows what changed', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site)
    expect(cli.stdout).toContain('insert A {memberId}')
    site.write('src/backend/events.js', handler(insertA, insertB))
    const added = 'changed since the last run:\n  + wix-data  insert B {}\n'
    await cli.waitFor(({ stdout }) => stdout.includes(added), 'the added effect')
    expect(cli.stdout).not.toMatch(/\n {2}[-+] wix-data {2}insert A/)
    site.write('src/backend/events.js', handler(insertB))
    const removed = 'changed since the last run:\n  - wix-data  insert A {memberId}\n'
    await cli.waitFor(({ stdout }) => stdout.includes(removed), 'the removed effect')
    cli.interrupt()
    const { exitCode, stderr } = await cli.finished
    expect(exitCode).toBe(130)
    expect(stderr).toContain('src/backend/events.js changed\n')
  })

  test('says when a change changed nothing that the handler does', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site)
    site.write('src/backend/events.js', handler('// a comment', insertA))
    await cli.waitFor(({ stdout }) => stdout.includes('same effects as before\n'), 'the next run')
  })

  test('shows a syntax error, and the run after it is mended', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site)
    site.write('src/backend/events.js', handler('const { = event'))
    await cli.waitFor(({ stderr }) => stderr.includes('error: Cannot read the code'), 'the error')
    await cli.waitFor(({ stderr }) => stderr.includes('  > 3 |   const { = event'), 'its frame')
    site.write('src/backend/events.js', handler(insertA, "console.log('mended')"))
    await cli.waitFor(({ stdout }) => stdout.includes('mended'), 'the mended run')
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
  })

  test('starts with an error that can be mended', async () => {
    const site = siteWith('export function {')
    const cli = await startWatching(site)
    expect(cli.stderr).toContain('error: Cannot read the code')
    site.write('src/backend/events.js', handler(insertB))
    await cli.waitFor(({ stdout }) => stdout.includes('✓ passed'), 'the mended run')
  })

  test('tells when a handler that passed fails now', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site)
    site.write('src/backend/events.js', handler(insertA, "throw new Error('now')"))
    await cli.waitFor(({ stdout }) => stdout.includes('passed before, failed now'), 'the change')
  })

  test('runs again when an imported file changes', async () => {
    const site = siteWith(handler('// replaced'), {
      'src/backend/events.js': `import { text } from './text'
export function wixBadges_onBadgeAssigned() { return text }
`,
      'src/backend/text.ts': "export const text: string = 'first'\n",
    })
    const cli = await startWatching(site)
    expect(cli.stdout).toContain('returned "first"')
    site.write('src/backend/text.ts', "export const text: string = 'second'\n")
    await cli.waitFor(({ stdout }) => stdout.includes('returned "second"'), 'the next run')
  })

  test('shows the last of two saves, however soon it follows', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site)
    for (let round = 1; round <= 8; round++) {
      const text = `round ${round}`
      site.write('src/backend/events.js', handler(`console.log('first of ${text}')`))
      await new Promise((resolve) => setTimeout(resolve, 5 * round))
      site.write('src/backend/events.js', handler(`console.log('last of ${text}')`))
      await cli.waitFor(({ stdout }) => stdout.includes(`last of ${text}`), `the last of ${text}`)
    }
  })

  test.each([
    'badge-events/fixtures/assigned.json',
    'src/mine.json',
    'mine.json',
    'deep/in/another/folder/mine.json',
  ])('runs again when the fixture %s changes', async (file) => {
    const fixture = (memberId: string): string =>
      JSON.stringify({
        data: { memberId },
        metadata: {
          id: '0b2f7e1d-ea6b-4963-96f8-28137ee311a4',
          entityId: 'b',
          eventTime: '2026-03-05T17:20:11.594Z',
          triggeredByAnonymizeRequest: false,
        },
      })
    const site = siteWith('export const wixBadges_onBadgeAssigned = (e) => e.data.memberId\n', {
      [file]: fixture('ann'),
    })
    const cli = await startWatching(site, file.startsWith('badge-events') ? [] : ['-f', file])
    expect(cli.stdout).toContain('returned "ann"')
    site.write(file, fixture('bob'))
    await cli.waitFor(({ stdout }) => stdout.includes('returned "bob"'), 'the next run')
  })

  test('runs again when a secret or a seed changes', async () => {
    const site = siteWith(
      `import wixData from 'wix-data'
import { getSecret } from 'wix-secrets-backend'
export async function wixBadges_onBadgeAssigned() {
  const { totalCount } = await wixData.query('Members').find()
  return totalCount + (await getSecret('SIZE')).length
}
`,
      { '.env.local': 'SIZE=12345678\n', 'badge-events/data/Members.json': '[{}, {}]' },
    )
    const cli = await startWatching(site)
    expect(cli.stdout).toContain('returned 10\n')
    site.write('badge-events/data/Members.json', '[{}, {}, {}]')
    await cli.waitFor(({ stdout }) => stdout.includes('returned 11\n'), 'the run with the new seed')
    site.write('.env.local', 'SIZE=1234567890\n')
    await cli.waitFor(
      ({ stdout }) => stdout.includes('returned 13\n'),
      'the run with the new secret',
    )
  })

  test('stops a handler that waits at Ctrl-C', async () => {
    const site = siteWith(handler(insertA))
    const cli = await startWatching(site, ['--timeout', '3600'])
    site.write(
      'src/backend/events.js',
      handler(
        "console.log('waiting')",
        'setInterval(() => {}, 1000)',
        'await new Promise(() => {})',
      ),
    )
    await cli.waitFor(({ stdout }) => stdout.includes('waiting'), 'the handler to wait')
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
  })

  test('prints one result a line with --json', async () => {
    const site = copySite('failures')
    const file = 'src/backend/watched.js'
    site.write(file, 'export const wixBadges_onBadgeAssigned = () => 1\n')
    const cli = startCli(['simulate', 'assigned', '--handler', file, '--watch', '--json'], {
      cwd: site.root,
    })
    const results = (): RunResult[] =>
      cli.stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line))
    await cli.waitFor(() => results().length > 0, 'the first result')
    // Nothing says in JSON when watching has begun, so this saves until it is seen.
    const saving = setInterval(
      () => site.write(file, 'export const wixBadges_onBadgeAssigned = () => 2\n'),
      200,
    )
    await cli.waitFor(() => results().some(({ returned }) => returned === 2), 'a second result')
    clearInterval(saving)
    cli.interrupt()
    const { exitCode, stderr } = await cli.finished
    expect(exitCode).toBe(130)
    expect(stderr).toBe('')
  })
})
