import { parentPort } from 'node:worker_threads'
import { serve } from './serve.js'

const port = parentPort
if (port) {
  serve({
    post: (message) => port.postMessage(message),
    listen: (listener) => port.on('message', listener),
    keepAlive: (on) => (on ? port.ref() : port.unref()),
  })
}
