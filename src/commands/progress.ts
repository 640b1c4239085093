import type { Context } from '../context.js'

const everyMs = 100

/** A line on the terminal that counts up; nothing where stderr is no terminal. */
export interface Progress {
  show(count: number, total: number, failed?: number): void
  clear(): void
}

/** @param noun - what is counted, in the singular */
export function createProgress(noun: string, { io }: Pick<Context, 'io'>): Progress {
  let shownAt = 0
  return {
    show(count, total, failed = 0) {
      if (!io.errIsTTY || Date.now() - shownAt < everyMs) return
      shownAt = Date.now()
      io.err(`\r\u001b[K${count} of ${total} ${noun}s${failed > 0 ? `, ${failed} failed` : ''}`)
    },
    clear() {
      if (io.errIsTTY && shownAt > 0) io.err('\r\u001b[K')
    },
  }
}
