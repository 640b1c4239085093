import type { Context } from '../context.js'
import type { Attempt } from '../delivery/ladder/climb.js'
import type { RunResult } from '../runner/result.js'
import type { RunHead } from '../runner/runner.js'
import { createRunView } from './run-view.js'
import type { ResentOutcome } from './simulate-resent.js'

/** Shows how a local handler fares when Wix delivers again: for people, or one JSON document a line. */
export interface ResentView {
  noHandler(result: RunResult): void
  start(head: RunHead): void
  attempt(attempt: Attempt<RunResult>): void
  finish(outcome: ResentOutcome): void
  note(text: string): void
}

export async function createResentView(
  { json }: { json?: boolean | undefined },
  context: Context,
): Promise<ResentView> {
  const { io } = context
  const view = await createRunView({ json }, context)
  if (json) {
    const print = (document: object): void => io.out(`${JSON.stringify(document)}\n`)
    return {
      noHandler: view.finish,
      start() {},
      attempt: (attempt) => print({ type: 'attempt', ...attempt }),
      finish: ({ handler, climbed: { status, attempts }, aftermath }) =>
        print({
          type: 'end',
          handler,
          status,
          attempts: attempts.length,
          virtualMs: attempts.at(-1)?.virtualMs ?? 0,
          aftermath,
        }),
      note: view.note,
    }
  }
  const [{ createTheme }, resent] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/resent.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  return {
    noHandler: view.finish,
    start(head) {
      view.start(head)
      io.out(resent.renderResentHead(canvas))
    },
    attempt: (attempt) => io.out(resent.renderResentAttempt(attempt, canvas)),
    finish: (outcome) => io.out(resent.renderResentEnd(outcome, canvas)),
    note: view.note,
  }
}
