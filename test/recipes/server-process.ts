import { type ChildProcess, spawn } from 'node:child_process'
import { dirname } from 'node:path'

export interface ServerProcess {
  /** What it printed as its address. */
  url: string
  /** All that it printed. */
  readonly output: string
  stop(): Promise<void>
}

export interface ServerOptions {
  cwd: string
  env: Record<string, string>
}

/** Below the time limit of a test. */
const startLimitMs = 30_000

/** Starts a server with Node and waits until it prints an address. */
export async function startNode(
  args: readonly string[],
  { cwd, env }: ServerOptions,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, args, { cwd, env: { ...bareEnvironment(), ...env } })
  let output = ''
  const url = await new Promise<string>((resolve, reject) => {
    const fail = (how: string): void => reject(new Error(`the server ${how}\n${output}`))
    const timer = setTimeout(() => fail('printed no address'), startLimitMs)
    child.on('exit', () => fail('ended'))
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const address = /http:\/\/[\d.]+:\d+\S*/.exec(output)?.[0]
        if (address === undefined) return
        clearTimeout(timer)
        resolve(address)
      })
    }
  }).catch(async (error) => {
    await stop(child)
    throw error
  })
  return {
    url,
    get output() {
      return output
    },
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** What the test runner sets must not change what a server does. */
export function bareEnvironment(): Record<string, string> {
  const { PATH = dirname(process.execPath), HOME = '', TMPDIR = '/tmp' } = process.env
  return { PATH, HOME, TMPDIR }
}
