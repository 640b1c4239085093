import { serve } from './serve.js'

// Entry of the child process that a debugger attaches to; it speaks over the IPC channel.
serve({
  post: (message) => process.send?.(message),
  listen: (listener) => process.on('message', listener),
  keepAlive: (on) => (on ? process.channel?.ref() : process.channel?.unref()),
})
