import { fork } from 'node:child_process'
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
export function startInspectedChild(
  address: string,
  announce: (text: string) => void,
): HandlerThread {
  const child = fork(join(packageRoot, 'dist/child.js'), {
    execArgv: [`--inspect=${parseAddress(address)}`],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const inbox = createInbox()
  child.on('message', (message) => inbox.message(message as WorkerMessage))
  child.on('exit', (code) => inbox.end({ exitCode: code ?? 1, error: null }))
  child.stdout?.on('data', (chunk) => inbox.message(rawOutput('log', chunk)))
  child.stderr?.on('data', (chunk) => {
    if (isDebuggerNote(String(chunk))) announce(String(chunk))
    else inbox.message(rawOutput('error', chunk))
  })
  return {
    id: 0,
    post: (message) => void child.send(message),
    listen: inbox.listen,
    async terminate() {
      inbox.close()
      child.kill('SIGKILL')
    },
  }
}

function parseAddress(address: string): string {
  const [, host = '127.0.0.1', port = ''] = /^(?:(.+):)?(\d+)$/.exec(address) ?? []
  if (port === '' || Number(port) > 65_535) {
    throw new BadgeEventsError('USAGE_INVALID', `"${address}" is no address for a debugger`, {
      hint: 'Write a port or host:port, for example --inspect 127.0.0.1:9229',
    })
  }
  return `${host}:${port}`
}

function isDebuggerNote(text: string): boolean {
  return /^(Debugger|Starting inspector|For help, see|Waiting for the debugger)/m.test(text)
}
