import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type RunningCli, startCli } from './run-cli.js'
import { readLines } from './simulate-json.js'
import { siteWith } from './site.js'

/** Leaves a file when it has been called some times. */
const handler = `import { writeFileSync } from 'node:fs'
let calls = 0
export async function wixBadges_onBadgeAssigned() {
  calls += 1
  if (calls === 20) writeFileSync('reached', '')
}
`

const pending = `import { writeFileSync } from 'node:fs'
export async function wixBadges_onBadgeAssigned() {
  writeFileSync('reached', '')
  setInterval(() => {}, 1000)
  await new Promise(() => {})
}
`

const looping = `import { writeFileSync } from 'node:fs'
export function wixBadges_onBadgeAssigned() {
  writeFileSync('reached', '')
  while (true);
}
`

async function reach(file: string): Promise<void> {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('Ctrl-C', () => {
  test('among many events ends them with what there is', async () => {
    const site = siteWith(handler)
    const cli = startCli(['simulate', 'assigned', '-n', '100000'], { cwd: site.root })
    await reach(site.path('reached'))
    cli.interrupt()
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(130)
    const [, count] = /^✓ (\d+) events, all passed {2}stopped before the end\n/m.exec(stdout) ?? []
    expect(Number(count)).toBeGreaterThan(0)
    expect(Number(count)).toBeLessThan(100_000)
    expect(stdout).toContain('handler p50')
  })

  test('leaves whole lines of JSON', async () => {
    const site = siteWith(handler)
    const cli = startCli(['simulate', 'assigned', '-n', '100000', '--json'], { cwd: site.root })
    await cli.waitFor(({ stdout }) => stdout.split('\n').length > 20, 'twenty results')
    cli.interrupt()
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(130)
    const results = readLines<{ status: string }>(stdout)
    expect(results.length).toBeLessThan(100_000)
    expect(results.every(({ status }) => status === 'passed')).toBe(true)
  })

  const waits: [string, string, (cli: RunningCli) => void][] = [
    ['Ctrl-C ends a handler that waits', pending, (cli) => cli.interrupt()],
    ['Ctrl-C ends a handler in an endless loop', looping, (cli) => cli.interrupt()],
    ['SIGTERM ends a handler that waits', pending, (cli) => cli.signal('SIGTERM')],
  ]
  test.each(waits)('%s', async (_title, code, stop) => {
    const site = siteWith(code)
    const cli = startCli(['simulate', 'assigned', '--timeout', '3600'], { cwd: site.root })
    await reach(site.path('reached'))
    stop(cli)
    const { exitCode, stdout, stderr } = await cli.finished
    expect(exitCode).toBe(130)
    expect(stdout).not.toMatch(/passed|failed/)
    expect(stderr).toMatch(/^error: Stopped before the end\n$/)
  })

  test('in JSON is an error with a code', async () => {
    const site = siteWith(pending)
    const cli = startCli(['simulate', 'assigned', '--timeout', '3600', '--json'], {
      cwd: site.root,
    })
    await reach(site.path('reached'))
    cli.interrupt()
    const { exitCode, stdout, stderr } = await cli.finished
    expect(exitCode).toBe(130)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'INTERRUPTED', exitCode: 130 } })
  })
})
