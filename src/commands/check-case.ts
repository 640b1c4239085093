import { renderIdempotency } from '../output/render/idempotency.js'
import { renderOrders } from '../output/render/orders.js'
import { createTheme } from '../output/theme.js'
import type { ReportCase } from '../report/report-case.js'
import type { RunResult } from '../runner/result.js'
import { caseOfRun, failedCase, passedCase, runName } from './report-case.js'
import type { IdempotencyVerdict } from './simulate-idempotent.js'
import type { OrdersVerdict } from './simulate-orders.js'

/** A proof of idempotency as a line of a report. */
export async function caseOfIdempotency(
  verdict: IdempotencyVerdict,
  first: RunResult,
): Promise<ReportCase> {
  const { status, calls } = verdict
  const own = await caseOfRun(first, `${runName(first)} is idempotent`)
  // Of what was never proven, the first delivery failed, and its case says how.
  if (status !== 'repeats') return own
  const text = renderIdempotency(verdict, await plainCanvas())
  const [, sentence = '', ...rest] = text.trimEnd().split('\n')
  return {
    ...own,
    outcome: 'failed',
    type: 'not-idempotent',
    message: sentence.trim(),
    details: rest.join('\n'),
    place: calls.find(({ place }) => place)?.place ?? null,
  }
}

/** What the orders of events end in, as a line of a report. */
export async function caseOfOrders(verdict: OrdersVerdict, suite: string): Promise<ReportCase> {
  const { inOrder, tried, deviant } = verdict
  const name = `all ${tried} orders of ${inOrder.join(' ')}`
  if (deviant === 0) return passedCase(suite, name)
  const [headline = '', ...rest] = renderOrders(verdict, await plainCanvas())
    .trimEnd()
    .split('\n')
  return {
    ...failedCase(suite, name, 'order-matters', headline.replace(/^✗ /, '')),
    details: rest.join('\n'),
  }
}

async function plainCanvas() {
  return { theme: await createTheme(false), columns: Number.POSITIVE_INFINITY }
}
