import { open } from 'node:inspector'
import { serve } from './serve.js'

// Entry of the child process that a debugger attaches to; it speaks over the IPC channel.

// Ctrl-C reaches the whole process group; the main process decides what it means.
process.on('SIGINT', () => {})
const [host, port] = process.argv.slice(2)
// Waits for the debugger: without that, the run would be over before anybody could attach. Opened
// here, not by a flag of Node, so that no debugger can attach before the wait begins.
open(Number(port), host, true)
serve({
  post: (message) => process.send?.(message),
  listen: (listener) => process.on('message', listener),
  keepAlive: (on) => (on ? process.channel?.ref() : process.channel?.unref()),
})
