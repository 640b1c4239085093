import { Console } from 'node:console'
import { callPosition } from './position.js'
import type { BundlePosition, LogLevel } from './protocol.js'

export type LogListener = (level: LogLevel, text: string, at: BundlePosition | null) => void

const levels: Partial<Record<keyof Console, LogLevel>> = {
  debug: 'debug',
  info: 'info',
  warn: 'warn',
  error: 'error',
  trace: 'error',
  assert: 'error',
}

/**
 * Sends every console call to a listener, formatted as Node would print it, with the line that made
 * it. Returns its undo.
 */
export function captureConsole(listen: LogListener): () => void {
  const original = globalThis.console
  let level: LogLevel = 'log'
  const stream = {
    write(chunk: string) {
      listen(level, chunk.replace(/\n$/, ''), callPosition())
      return true
    },
  }
  const captured = new Console({
    stdout: stream as unknown as NodeJS.WritableStream,
    colorMode: false,
    // Otherwise the Console wants to listen to the stream's error event.
    ignoreErrors: false,
  })
  globalThis.console = new Proxy(captured, {
    get(target, key: keyof Console) {
      const value: unknown = target[key]
      if (typeof value !== 'function') return value
      return (...args: unknown[]) => {
        level = levels[key] ?? 'log'
        return value.apply(target, args)
      }
    },
  })
  return () => {
    globalThis.console = original
  }
}
