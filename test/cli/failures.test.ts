import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { RunErrorKind, RunStatus } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { simulateJson } from './simulate-json.js'
import { copySite, siteWith } from './site.js'

interface Failure {
  title: string
  /** A handler file of test/projects/failures. */
  file: string
  args?: readonly string[]
  status: RunStatus
  kind: RunErrorKind
  name: string
  message: string
  /** `file:line:column` below src, as people read it. */
  place: string
  /** The line of code there. */
  code: string
  hint?: string
}

const failures: Failure[] = [
  {
    title: 'a handler that throws has failed at the line that threw',
    file: 'throws.js',
    status: 'failed',
    kind: 'threw',
    name: 'TypeError',
    message: 'no such badge',
    place: 'backend/throws.js:3:9',
    code: "  throw new TypeError('no such badge')",
  },
  {
    title: 'a rejection deep in a helper is shown in the helper, in TypeScript too',
    file: 'rejects-deep.js',
    status: 'failed',
    kind: 'threw',
    name: 'RangeError',
    message: 'no balance for 36 characters',
    place: 'backend/lib/points.ts:7:9',
    code: '  throw new RangeError(`no balance for $' + '{memberId.length} characters`)',
  },
  {
    title: 'a pending promise runs into the time limit while a timer lives',
    file: 'waits-forever.js',
    args: ['--timeout', '0.5'],
    status: 'timed-out',
    kind: 'time-limit',
    name: 'TimeLimit',
    message: 'the handler had not finished after 0.5 s.',
    place: 'backend/waits-forever.js:3:23',
    code: 'export async function wixBadges_onBadgeAssigned() {',
    hint: '--timeout <seconds>',
  },
  {
    title: 'an endless loop is stopped and shown at its line',
    file: 'loops.js',
    args: ['--timeout', '0.5'],
    status: 'timed-out',
    kind: 'time-limit',
    name: 'TimeLimit',
    message: 'the handler was still busy here after 0.5 s.',
    place: 'backend/loops.js:3:3',
    code: '  while (true) rounds += 1',
    hint: '--timeout <seconds>',
  },
  {
    title: 'process.exit ends the run, not the command, and is shown where it was called',
    file: 'exits.js',
    status: 'crashed',
    kind: 'process-exit',
    name: 'ProcessExit',
    message: 'the code called process.exit(7).',
    place: 'backend/lib/stop.js:2:11',
    code: '  process.exit(7)',
    hint: 'An event handler ends by returning',
  },
  {
    title: 'a handler that runs out of memory has crashed',
    file: 'eats-memory.js',
    args: ['--timeout', '60'],
    status: 'crashed',
    kind: 'out-of-memory',
    name: 'OutOfMemory',
    message: 'the code used more than 400 MB, the memory of the smaller Velo container.',
    place: 'backend/eats-memory.js:3:17',
    code: 'export function wixBadges_onBadgeAssigned() {',
    hint: 'Read large collections in pages',
  },
  {
    title: 'a thrown text is named as what it is',
    file: 'throws-text.js',
    status: 'failed',
    kind: 'threw-non-error',
    name: 'Thrown value',
    message: 'out of badges',
    place: 'backend/throws-text.js:1:23',
    code: 'export async function wixBadges_onBadgeAssigned() {',
    hint: 'Throw an Error instead',
  },
  {
    title: 'a promise that nothing can settle any more is told at once',
    file: 'never-settles.js',
    args: ['--timeout', '3600'],
    status: 'timed-out',
    kind: 'never-settles',
    name: 'NeverSettles',
    message:
      'the handler waits for a promise that nothing can settle any more: no call, timer or socket is left.',
    place: 'backend/never-settles.js:1:23',
    code: 'export async function wixBadges_onBadgeAssigned() {',
    hint: 'a promise whose resolve is never called',
  },
  {
    title: 'an unhandled rejection fails a handler that itself went on',
    file: 'forgets-rejection.js',
    status: 'failed',
    kind: 'unhandled-rejection',
    name: 'Error',
    message: 'nobody is listening',
    place: 'backend/forgets-rejection.js:7:9',
    code: "  throw new Error('nobody is listening')",
    hint: 'nothing awaited or caught it',
  },
  {
    title: 'an exception in a timer is caught and shown',
    file: 'throws-in-timer.js',
    status: 'crashed',
    kind: 'uncaught-exception',
    name: 'Error',
    message: 'late',
    place: 'backend/throws-in-timer.js:3:11',
    code: "    throw new Error('late')",
    hint: "outside the handler's promise",
  },
  {
    title: 'a file that throws while it is loaded says so',
    file: 'throws-on-load.js',
    status: 'failed',
    kind: 'threw-on-load',
    name: 'TypeError',
    message: "Cannot read properties of undefined (reading 'most')",
    place: 'backend/throws-on-load.js:3:28',
    code: 'const most = limits.badges.most',
    hint: 'before any handler could be called',
  },
]

/** Nothing of ours, of Node or of the bundle may show up in what a user reads. */
const foreign = /node:|node_modules|file:\/\/|worker\.js|chunks\/|\.mjs|\.badge-events|__/

describe.each(failures)('$title', (failure) => {
  const { file, args = [], status, kind, name, message, place, code, hint } = failure
  const [path = '', line = '', column = ''] = `src/${place}`.split(':')
  const command = ['assigned', '--handler', `src/backend/${file}`, ...args]

  test('in JSON', async () => {
    const site = copySite('failures')
    const { exitCode, stdout, result } = await simulateJson(command, { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(result).toMatchObject({
      status,
      event: 'assigned',
      handler: 'wixBadges_onBadgeAssigned',
      file: `src/backend/${file}`,
    })
    const { error } = result
    expect(error).toMatchObject({ kind, name, message })
    expect(error?.place).toEqual({ file: path, line: Number(line), column: Number(column) })
    expect(error?.frame).toEqual({
      file: path,
      line: Number(line),
      column: Number(column),
      lines: expect.any(Array),
    })
    expect(error?.frame?.lines).toContainEqual({ number: Number(line), text: code })
    if (hint) expect(error?.hint).toContain(hint)
    else expect(error).not.toHaveProperty('hint')
    expect(stdout).not.toMatch(foreign)
    expect(stdout).not.toContain(site.root)
  })

  test('for people', async () => {
    const site = copySite('failures')
    const { exitCode, stdout, stderr } = await runCli(['simulate', ...command], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('')
    expect(stdout).toContain(message)
    expect(stdout).toContain(`\n  at ${path}:${line}:${column}\n`)
    expect(stdout).toContain(`\n  > ${line} | ${code}\n`)
    expect(stdout).toContain(
      `\n    ${' '.repeat(line.length)} | ${' '.repeat(Number(column) - 1)}^`,
    )
    if (hint) expect(stdout).toContain(hint)
    else expect(stdout).not.toContain('hint:')
    expect(stdout).not.toMatch(foreign)
  })
})

describe('the way to a failure', () => {
  test('leads through the callers of the line that threw', async () => {
    const site = copySite('failures')
    const command = ['assigned', '--handler', 'src/backend/rejects-deep.js']
    const { result } = await simulateJson(command, { cwd: site.root })
    expect(result.error?.stack).toEqual([
      { file: 'src/backend/lib/points.ts', line: 7, column: 9, function: 'pointsOf' },
      { file: 'src/backend/lib/award.js', line: 6, column: 22, function: 'award' },
      {
        file: 'src/backend/rejects-deep.js',
        line: 5,
        column: 3,
        function: 'wixBadges_onBadgeAssigned',
      },
    ])
    const { stdout } = await runCli(['simulate', ...command], { cwd: site.root })
    expect(stdout).toContain('\n  called by award src/backend/lib/award.js:6:22\n')
    expect(stdout).toContain(
      '\n  called by wixBadges_onBadgeAssigned src/backend/rejects-deep.js:5:3\n',
    )
  })

  test('keeps what was done before', async () => {
    const site = copySite('failures')
    const rejected = await simulateJson(['assigned', '--handler', 'src/backend/rejects-deep.js'], {
      cwd: site.root,
    })
    expect(rejected.result.effects).toMatchObject([{ method: 'insert', outcome: 'resolved' }])
    expect(rejected.result.dataChanges).toMatchObject([{ collection: 'Awards', kind: 'insert' }])
    const thrown = await simulateJson(['assigned', '--handler', 'src/backend/throws.js'], {
      cwd: site.root,
    })
    expect(thrown.result.logs).toMatchObject([
      { level: 'log', text: expect.stringMatching(/^awarding /), place: { line: 2, column: 11 } },
    ])
  })

  test('names the calls that a time-out waited for', async () => {
    const url = await startSilentServer()
    const site = copySite('failures')
    site.write(
      'src/backend/slow.js',
      `import { fetch } from 'wix-fetch'
export async function wixBadges_onBadgeAssigned() {
  await fetch('${url}')
}
`,
    )
    const command = ['assigned', '--handler', 'src/backend/slow.js', '--live-fetch']
    const { result } = await simulateJson([...command, '--timeout', '1'], { cwd: site.root })
    expect(result.error).toMatchObject({
      kind: 'time-limit',
      message: 'the handler had not finished after 1 s. It was waiting for wix-fetch fetch.',
    })
    expect(result.effects).toMatchObject([{ outcome: 'pending', place: { line: 3 } }])
  })

  test('shows the cause of an error', async () => {
    const site = copySite('failures')
    site.write(
      'src/backend/wraps.js',
      `export function wixBadges_onBadgeAssigned() {
  try { JSON.parse('{') } catch (cause) { throw new Error('no settings', { cause }) }
}
`,
    )
    const command = ['assigned', '--handler', 'src/backend/wraps.js']
    const { result } = await simulateJson(command, { cwd: site.root })
    expect(result.error).toMatchObject({ message: 'no settings', cause: { name: 'SyntaxError' } })
    const { stdout } = await runCli(['simulate', ...command], { cwd: site.root })
    expect(stdout).toMatch(/\n {2}caused by SyntaxError: /)
  })
})

/** A server that takes requests and never answers. */
async function startSilentServer(): Promise<string> {
  const server = createServer(() => {})
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

test('an event with two handlers ends although the first one ended its thread', async () => {
  const site = siteWith(`export function wixBadges_onBadgeCreated() { process.exit(3) }
    export function wixBadgesV4_onBadgeCreated() {}`)
  const { exitCode, stdout } = await runCli(['simulate', 'created'], { cwd: site.root })
  expect(exitCode).toBe(1)
  expect(stdout).toMatch(/✗ crashed[\s\S]*✓ passed/)
})
