import type { Context } from '../context.js'
import type { Pair } from '../simulation/pairs.js'
import type { AllSummary, PairOutcome } from './simulate-all.js'
import type { VerdictOptions } from './verdicts.js'

/** Shows the runs of `--all` as they end. */
export interface AllView {
  outcome(outcome: PairOutcome): void
  finish(summary: AllSummary): void
}

export async function createAllView(
  options: VerdictOptions,
  pairs: readonly Pair[],
  { io }: Context,
): Promise<AllView> {
  if (options.json) return createJsonView(io)
  // TAP comes at the end, from all runs.
  if (options.tap) return { outcome() {}, finish() {} }
  const [{ createTheme }, { createAllTable, renderAllEnd }] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/all.js'),
  ])
  // Where nothing has to fit, nothing is cut.
  const columns = io.outIsTTY ? io.columns : Number.POSITIVE_INFINITY
  const canvas = { theme: await createTheme(io.outColour), columns }
  const table = createAllTable(pairs, canvas)
  if (pairs.length > 0) io.out(table.head())
  return {
    outcome: (outcome) => io.out(table.row(outcome)),
    finish: (summary) => io.out(renderAllEnd(summary, canvas)),
  }
}

function createJsonView(io: Context['io']): AllView {
  const print = (document: object): void => io.out(`${JSON.stringify(document)}\n`)
  return {
    outcome(outcome) {
      const { pair } = outcome
      const fixture = pair.path === null ? null : pair.name
      if (outcome.status === 'invalid') {
        const { code, message } = outcome.error
        return print({
          type: 'invalid',
          handler: pair.handler.name,
          fixture,
          error: { code, message },
        })
      }
      print({ ...outcome.result, fixture })
      if (outcome.expectation) {
        print({ type: 'expectation', handler: pair.handler.name, fixture, ...outcome.expectation })
      }
    },
    finish({ outcomes, unpaired, stale }) {
      for (const one of unpaired) print({ type: 'not-run', ...one })
      const failed = outcomes.filter(({ hasFailed }) => hasFailed).length
      print({ type: 'end', runs: outcomes.length, failed, notRun: unpaired.length, stale })
    },
  }
}
