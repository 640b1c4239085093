import type { Context } from '../context.js'
import { renderError } from '../output/render/error.js'
import { renderBody, renderHead, renderLog } from '../output/render/run.js'
import {
  countsText,
  renderArrival,
  renderLeftOver,
  renderOutcome,
  renderPayload,
  renderReady,
  renderRefusal,
  targetText,
} from '../output/render/tail.js'
import { terminalText } from '../output/terminal-text.js'
import { createTheme } from '../output/theme.js'
import type { ShownView } from './tail-view.js'

/** Lines for people. */
export async function createTextView(
  { verbose }: { verbose?: boolean | undefined },
  { io, now }: Context,
): Promise<ShownView> {
  const theme = await createTheme(io.outColour)
  const canvas = { theme, columns: io.columns }
  const note = (text: string): void => io.err(`${text}\n`)
  const logBroken = (error: unknown): void =>
    note(
      `${theme.bad('!')} ${error instanceof Error ? error.message : String(error)}\n  answering 503 until it works again: Wix sends again what it got no 200 for`,
    )
  return {
    ready(facts) {
      io.out(`listening on ${theme.strong(facts.url)}\n`)
      io.err(renderReady(facts, canvas))
      if (io.stdinIsTTY) io.err(theme.dim('  ? lists the keys, Ctrl-C ends it\n\n'))
      io.err(renderLeftOver(facts.leftOver, canvas))
    },
    delivery(appended) {
      io.out(renderArrival(appended, canvas))
      if (verbose && appended.status === 'new') io.out(renderPayload(appended.delivery, canvas))
    },
    refusal: (refusal) => io.out(renderRefusal(refusal, canvas)),
    logBroken,
    dispatch: {
      onOutcome(delivery, target, outcome, _state, nextMs) {
        const at = now()
        io.out(renderOutcome(delivery, target.name, outcome, { nextMs, at }, canvas))
        for (const result of outcome.results ?? []) {
          if (!verbose && result.status === 'passed') continue
          const { event, handler, file, place } = result
          io.out(renderHead({ event, handler, file, place, input: delivery.event }, canvas))
          io.out(renderBody(result, canvas))
        }
      },
      onDown(target, reason, waiting) {
        const queue = waiting === 1 ? '1 delivery waits' : `${waiting} deliveries wait`
        note(
          `${theme.warn('!')} ${targetText(target.name)} is down: ${terminalText(reason)}; ${queue}`,
        )
      },
      onBack: (target, waiting) =>
        note(`${theme.good('✓')} ${targetText(target.name)} is back, ${waiting} to deliver`),
      onTaken: (target) =>
        note(
          `${theme.warn('!')} another tail delivers to ${targetText(target.name)}; this one takes over when that ends`,
        ),
      onLogBroken: logBroken,
    },
    onReload: (file) => note(theme.dim(`${terminalText(file)} changed, loaded anew`)),
    onBroken(error) {
      void renderError(error, io.errColour).then(io.err)
    },
    onLog: (_id, entry) => io.out(renderLog(entry, '', canvas)),
    canaryMissed: (reason, isLost) =>
      note(
        `${theme.bad('!')} the canary did not come back: ${terminalText(reason)}${isLost ? '\n  the way through the public address is broken' : '; looking again'}`,
      ),
    heartbeat: (counts) => io.out(`${theme.dim(`so far: ${countsText(counts)}`)}\n`),
    note,
    clear: () => io.out('\u001b[2J\u001b[3J\u001b[H'),
    stopping: () => note(theme.dim('\nfinishing what is under way, Ctrl-C again ends at once')),
    counts: (counts) => note(countsText(counts)),
  }
}
