import type { Context } from '../context.js'
import type { EventObject } from '../event/types.js'
import { renderDeviations, renderExpectation } from '../output/render/expectation.js'
import { createTheme } from '../output/theme.js'
import type { ReportCase } from '../report/report-case.js'
import type { RunResult } from '../runner/result.js'
import type { RunSummary } from '../runner/summary.js'
import type { LoadedSite } from '../simulation/site.js'
import { caseOfIdempotency, caseOfOrders } from './check-case.js'
import { type ExpectationOutcome, openExpectation } from './expectation.js'
import { writeReport } from './report.js'
import { caseOfMany, caseOfRun, failedCase, runName } from './report-case.js'
import type { IdempotencyVerdict } from './simulate-idempotent.js'
import type { OrdersVerdict } from './simulate-orders.js'

/** The flags that say what is to be made of the runs. */
export interface VerdictOptions {
  /** File that the runs are compared with. */
  expect?: string | undefined
  /** Writes that file. */
  update?: boolean | undefined
  junit?: string | undefined
  tap?: boolean | undefined
  json?: boolean | undefined
}

/** Collects what was run, and at the end compares and reports it. */
export interface Verdicts {
  /** Takes a run into account. */
  add(result: RunResult): void
  /** Takes many runs of one event into account as one. */
  addMany(summary: RunSummary, first: RunResult): void
  /** Takes something else that was checked into account: it is reported, and fails the command when it failed. */
  addCase(one: ReportCase): void
  /** Takes a proof of idempotency into account, and the first delivery that it is about. */
  addIdempotency(verdict: IdempotencyVerdict, first: RunResult): void
  /** Takes into account what the orders of events end in. */
  addOrders(verdict: OrdersVerdict): void
  /** Takes into account that something went wrong beyond the runs. */
  addProblem(name: string, message: string): void
  /** Compares, prints and writes what the flags ask for, and gives the exit code. */
  finish(): Promise<number>
}

/**
 * What becomes of the runs of one command. Reads the file of `--expect` at once, so that a wrong one
 * is told before anything runs.
 *
 * @param events - what the runs begin with
 * @throws BadgeEventsError `EXPECTATION_NOT_FOUND`, `EXPECTATION_INVALID`
 */
export function createVerdicts(
  options: VerdictOptions,
  site: LoadedSite,
  events: readonly EventObject[],
  context: Context,
): Verdicts {
  const { expect: file, update = false } = options
  const expectation = file === undefined ? null : openExpectation(file, { update, site }, context)
  const results: RunResult[] = []
  const cases: Promise<ReportCase>[] = []

  const judge = (): ExpectationOutcome | null => {
    // What was not run has nothing to be compared.
    if (!expectation || results.some(({ status }) => status === 'no-handler')) return null
    return expectation.judge(results, events)
  }
  return {
    add: (result) => void results.push(result),
    addMany: (summary, first) => void cases.push(caseOfMany(summary, first)),
    addCase: (one) => void cases.push(Promise.resolve(one)),
    addIdempotency: (verdict, first) => void cases.push(caseOfIdempotency(verdict, first)),
    addOrders: (verdict) => void cases.push(caseOfOrders(verdict, results[0]?.file ?? '')),
    addProblem(name, message) {
      cases.push(Promise.resolve(failedCase(results[0]?.file ?? '', name, 'problem', message)))
    },
    async finish() {
      const outcome = judge()
      const runs = await Promise.all(results.map((result) => caseOfRun(result, runName(result))))
      const all = [...(outcome ? await judged(runs, outcome) : runs), ...(await Promise.all(cases))]
      if (outcome) await showOutcome(outcome, options, context)
      await writeReport(all, options, site.project.root, context)
      return all.some((one) => one.outcome === 'failed') ? 1 : 0
    },
  }
}

/** With an expectation it alone says what passed: a failure may be what is expected. */
export async function judged(
  cases: readonly ReportCase[],
  { status, file, deviations }: ExpectationOutcome,
): Promise<ReportCase[]> {
  const canvas = { theme: await createTheme(false), columns: Number.POSITIVE_INFINITY }
  if (status === 'missing') {
    const message = `there is no expectation ${file}; --update writes it`
    return cases.map((one) => ({ ...one, outcome: 'failed', type: 'expectation', message }))
  }
  const differs = status === 'differs'
  const message = `otherwise than expected by ${file}`
  const own = cases.map((one, index): ReportCase => {
    const about = deviations.filter((deviation) => {
      return deviation.difference !== 'missing' && deviation.index === index
    })
    if (!differs || about.length === 0) return { ...one, outcome: 'passed' }
    const details = [...renderDeviations(about, canvas), ...(one.details ? [one.details] : [])]
    return {
      ...one,
      outcome: 'failed',
      type: 'expectation',
      message: one.message === null ? message : `${message}; ${one.message}`,
      details: details.join('\n'),
    }
  })
  const missing = differs ? deviations.filter(({ difference }) => difference === 'missing') : []
  const suite = cases[0]?.suite ?? ''
  return [
    ...own,
    ...missing.map((deviation) => {
      return failedCase(suite, runName(deviation), 'expectation', `${message}: it was not run`)
    }),
  ]
}

/** Prints what became of the comparison: for people, or as a document of its own. */
export async function showOutcome(
  outcome: ExpectationOutcome,
  { json, tap }: VerdictOptions,
  { io }: Context,
): Promise<void> {
  if (json) return io.out(`${JSON.stringify({ type: 'expectation', ...outcome })}\n`)
  const [print, colour, isTTY] = tap
    ? [io.err, io.errColour, io.errIsTTY]
    : [io.out, io.outColour, io.outIsTTY]
  // Where nothing has to fit, nothing is cut.
  const columns = isTTY ? io.columns : Number.POSITIVE_INFINITY
  print(`\n${renderExpectation(outcome, { theme: await createTheme(colour), columns })}`)
}
