import { fork } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import { packageRoot } from '../package-root.js'
import type { WorkerMessage } from '../platform/protocol.js'
import { createInbox, type HandlerThread, rawOutput } from './thread.js'

/**
 * Starts a child process that a debugger can attach to. A process of its own, because debuggers find
 * processes more surely than worker threads.
 *
 * @param address - `host:port`, or a port alone
 * @param announce - gets what Node says about its debugger, for the user to see
 */
export async function startInspectedChild(
  address: string,
  announce: (text: string) => void,
): Promise<HandlerThread> {
  const { host, port } = parseAddress(address)
  await checkPort(host, port)
  const child = fork(join(packageRoot, 'dist/child.js'), [host, String(port)], {
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const inbox = createInbox()
  child.on('message', (message) => inbox.message(message as WorkerMessage))
  child.on('exit', (code) => inbox.end({ exitCode: code ?? 1, error: null }))
  child.on('error', (error) => inbox.end({ exitCode: 1, error }))
  child.stdout?.on('data', (chunk) => inbox.message(rawOutput('log', chunk)))
  child.stderr?.on('data', (chunk) => {
    const text = String(chunk)
    if (/^Debugger listening/m.test(text)) setTimeout(announce, waitsMs, attachText(host, port))
    else if (!isDebuggerNote(text)) inbox.message(rawOutput('error', chunk))
  })
  return {
    id: 0,
    // A child that is gone is told of by its exit, not by what can no longer be sent.
    post: (message) => void child.send(message, () => {}),
    listen: inbox.listen,
    async terminate() {
      inbox.close()
      child.kill('SIGKILL')
    },
  }
}

/** Node listens a moment before it waits, and a debugger that says "go on" in between is not heard. In ms. */
const waitsMs = 100

function attachText(host: string, port: number): string {
  return `waiting for a debugger on ${host}:${port}: attach your editor, or open chrome://inspect\n\n`
}

/** Node would go on without its debugger when the port is taken. */
function checkPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) =>
      reject(
        new BadgeEventsError(
          'PORT_UNAVAILABLE',
          `Cannot listen on ${host}:${port}: ${cause.message}`,
          {
            cause,
            hint: `Another debugger may be running. Name another port: --inspect ${port + 1}`,
          },
        ),
      ),
    )
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function parseAddress(address: string): { host: string; port: number } {
  const [, host = '127.0.0.1', port = ''] = /^(?:(.+):)?(\d+)$/.exec(address) ?? []
  if (port === '' || Number(port) > 65_535) {
    throw new BadgeEventsError('USAGE_INVALID', `"${address}" is no address for a debugger`, {
      hint: 'Write a port or host:port, for example --inspect 127.0.0.1:9229',
    })
  }
  return { host, port: Number(port) }
}

function isDebuggerNote(text: string): boolean {
  return /^(Debugger|Starting inspector|For help, see|Waiting for the debugger)/m.test(text)
}
