import type { Context } from '../context.js'
import type { BadgeEventsError } from '../errors.js'
import type { RunDifference } from '../runner/compare.js'
import type { LogEntry, RunResult } from '../runner/result.js'
import type { RunHead } from '../runner/runner.js'

/** Shows runs as they happen: for people, or one JSON document a line. */
export interface RunView {
  start(head: RunHead): void
  log(entry: LogEntry): void
  finish(result: RunResult): void
  /** A remark on the whole, for people. */
  note(text: string): void
  /** What the run did otherwise than the one before. */
  difference(difference: RunDifference): Promise<void>
  /** An error that the next change may mend. */
  problem(error: BadgeEventsError): Promise<void>
}

/**
 * The renderers are loaded while the worker starts, and not at all for JSON. With `isParted`, something
 * else sets runs apart.
 */
export async function createRunView(
  options: { json?: boolean | undefined; tap?: boolean | undefined; isParted?: boolean },
  { io }: Context,
): Promise<RunView> {
  const { json, tap, isParted = false } = options
  // Its lines come at the end, from all runs.
  if (tap) {
    return {
      start() {},
      log() {},
      note: (text) => io.err(`${text}\n`),
      async difference() {},
      finish() {},
      async problem() {},
    }
  }
  if (json) {
    return {
      start() {},
      log() {},
      note: (text) => io.err(`${JSON.stringify({ note: text })}\n`),
      async difference() {},
      finish: (result) => io.out(`${JSON.stringify(result)}\n`),
      async problem(error) {
        const { renderErrorJson } = await import('../output/render/error.js')
        io.err(renderErrorJson(error))
      },
    }
  }
  const [{ createTheme }, { renderBody, renderHead, renderLog }] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/run.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  let runs = 0
  let file = ''
  return {
    start(head) {
      file = head.file
      io.out((runs++ === 0 || isParted ? '' : '\n') + renderHead(head, canvas))
    },
    log: (entry) => io.out(renderLog(entry, file, canvas)),
    finish: (result) => io.out(renderBody(result, canvas)),
    note: (text) => io.err(`\n${canvas.theme.warn('!')} ${text}\n`),
    async difference(difference) {
      const { renderDifference } = await import('../output/render/difference.js')
      io.out(renderDifference(difference, canvas))
    },
    async problem(error) {
      const { renderError } = await import('../output/render/error.js')
      io.err(await renderError(error, io.errColour))
    },
  }
}
