import { waitForDebugger } from 'node:inspector'
import { serve } from './serve.js'

// Entry of the child process that a debugger attaches to; it speaks over the IPC channel. Without
// the wait, the run would be over before anybody could attach.
// Ctrl-C reaches the whole process group; the main process decides what it means.
process.on('SIGINT', () => {})
waitForDebugger()
serve({
  post: (message) => process.send?.(message),
  listen: (listener) => process.on('message', listener),
  keepAlive: (on) => (on ? process.channel?.ref() : process.channel?.unref()),
})
