import type { LogListener } from './console.js'
import { callPosition } from './position.js'
import type { LogLevel } from './protocol.js'

/**
 * Sends what code writes past the console, straight to stdout or stderr, to a listener: outside this
 * thread nothing would mask the secrets in it, and it would come too late to belong to its run.
 * Returns its undo.
 */
export function captureRawOutput(listen: LogListener): () => void {
  const restoreStdout = capture('stdout', 'log', listen)
  const restoreStderr = capture('stderr', 'error', listen)
  return () => {
    restoreStdout()
    restoreStderr()
  }
}

function capture(name: 'stdout' | 'stderr', level: LogLevel, listen: LogListener): () => void {
  const original = Object.getOwnPropertyDescriptor(process, name)
  if (!original) return () => {}
  const restore = (): void => void Object.defineProperty(process, name, original)
  // Node makes these streams when they are first asked for, and few handlers ask.
  const get = (): NodeJS.WriteStream => {
    restore()
    const stream = process[name]
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()
      listen(level, text.replace(/\n$/, ''), callPosition())
      const callback = rest.at(-1)
      if (typeof callback === 'function') queueMicrotask(() => callback())
      return true
    }
    return stream
  }
  Object.defineProperty(process, name, { configurable: true, enumerable: true, get })
  return restore
}
