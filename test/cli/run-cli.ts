import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { processesWith, tagName } from './processes.js'

/** Below the time limit of a test, so that a failed one shows what there was instead. */
const waitLimitMs = 15_000

const bin = join(packageRoot, 'bin/badge-events.js')

export interface CliOptions {
  cwd?: string
  env?: Record<string, string>
  /** Text for stdin; without it stdin is closed at once. */
  stdin?: string
  /** Another copy of the command line than the one of this package. */
  bin?: string
  /** Flags of Node itself. */
  nodeOptions?: readonly string[]
}

export interface CliResult {
  /** Null when a signal ended the process. */
  exitCode: number | null
  stdout: string
  stderr: string
  pid: number
  durationMs: number
}

export interface RunningCli {
  readonly pid: number
  readonly stdout: string
  readonly stderr: string
  /** Waits until the output so far meets a condition; rejects when the process ends before. */
  waitFor(condition: (cli: RunningCli) => boolean, what: string): Promise<void>
  /** Sends a signal to the process alone, as `kill` does. */
  signal(name: NodeJS.Signals): void
  /** Sends SIGINT to the process and all that it started, as a terminal does on Ctrl-C. */
  interrupt(): void
  /** Reads no more of stdout, as `head` does. */
  closeStdout(): void
  /** Resolves when the process has ended, after asserting that nothing it started is left. */
  finished: Promise<CliResult>
}

/** Runs the built command line as a process of its own, without a terminal, to its end. */
export function runCli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  return startCli(args, options).finished
}

/** The same for a process that a test talks to while it runs; it is ended with the test at the latest. */
export function startCli(args: readonly string[], options: CliOptions = {}): RunningCli {
  const tag = randomUUID()
  const startedAt = performance.now()
  const child = spawn(
    process.execPath,
    [...(options.nodeOptions ?? []), options.bin ?? bin, ...args],
    {
      cwd: options.cwd ?? packageRoot,
      env: { ...bareEnvironment(), ...options.env, [tagName]: tag },
      // A process group of its own, which a test can end as a whole.
      detached: true,
    },
  )
  onTestFinished(() => signalGroup(child, 'SIGKILL'))
  // A process that does not read its stdin may end before it is written.
  child.stdin.on('error', () => {})
  child.stdin.end(options.stdin ?? '')

  const output = collectOutput(child)
  const finished = output.ended.then(async (exitCode) => {
    const { pid = 0 } = child
    await expectNothingLeft(tag, pid)
    const durationMs = performance.now() - startedAt
    return { exitCode, stdout: output.stdout, stderr: output.stderr, pid, durationMs }
  })
  // A test that fails before it awaits the end has its own error to report.
  finished.catch(() => {})

  const running: RunningCli = {
    pid: child.pid ?? 0,
    get stdout() {
      return output.stdout
    },
    get stderr() {
      return output.stderr
    },
    waitFor: (condition, what) => output.waitFor(() => condition(running), what),
    signal: (name) => void child.kill(name),
    closeStdout: () => void child.stdout.destroy(),
    interrupt: () => void signalGroup(child, 'SIGINT'),
    finished,
  }
  return running
}

// What the machine or the test runner sets must not change what the command line prints.
function bareEnvironment(): Record<string, string> {
  const names = ['PATH', 'HOME', 'USERPROFILE', 'SystemRoot', 'TMPDIR', 'TEMP', 'TMP']
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

function collectOutput(child: ChildProcessWithoutNullStreams) {
  let stdout = ''
  let stderr = ''
  let hasEnded = false
  const checks = new Set<() => void>()
  const check = (): void => {
    for (const run of checks) run()
  }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    check()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
    check()
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => {
      hasEnded = true
      check()
      resolve(exitCode)
    })
  })

  const waitFor = (condition: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const fail = (how: string): void =>
        reject(new Error(`${how} ${what}\nstdout: ${stdout}\nstderr: ${stderr}`))
      const timer = setTimeout(() => fail('waited in vain for'), waitLimitMs)
      const run = (): void => {
        if (condition()) resolve()
        else if (hasEnded) fail('ended before')
        else return
        clearTimeout(timer)
        checks.delete(run)
      }
      checks.add(run)
      run()
    })

  return {
    ended,
    waitFor,
    get stdout() {
      return stdout
    },
    get stderr() {
      return stderr
    },
  }
}

// A killed child needs a moment until it is gone; one that is forgotten stays.
async function expectNothingLeft(tag: string, groupId: number): Promise<void> {
  const giveUpAt = performance.now() + 5000
  while (processesWith(tag, groupId).length > 0 && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect(processesWith(tag, groupId), 'processes left behind').toEqual([])
}

function signalGroup({ pid }: ChildProcessWithoutNullStreams, name: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch {
    // All of it has ended.
  }
}
