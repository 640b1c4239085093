import type { Context } from '../context.js'

const everyMs = 100

/** A line on the terminal that counts up; nothing where stderr is no terminal. */
export interface Progress {
  /** @param total - null where the end is not known */
  show(count: number, total: number | null, failed?: number): void
  clear(): void
}

/** @param noun - what is counted, in the singular */
export function createProgress(noun: string, { io }: Pick<Context, 'io'>): Progress {
  let shownAt = 0
  return {
    show(count, total, failed = 0) {
      if (!io.errIsTTY || Date.now() - shownAt < everyMs) return
      shownAt = Date.now()
      const counted = total === null ? count : `${count} of ${total}`
      io.err(`\r\u001b[K${counted} ${noun}s${failed > 0 ? `, ${failed} failed` : ''}`)
    },
    clear() {
      if (io.errIsTTY && shownAt > 0) io.err('\r\u001b[K')
    },
  }
}
