import type { Context } from '../context.js'
import type { SentResult } from '../delivery/send/send.js'
import type { SentDelivery } from './simulate-to.js'

/** Shows deliveries as they are sent: for people, or one JSON document a line. */
export interface SentView {
  /** Says which delivery comes next, for people. */
  part(text: string): void
  /** A remark on the whole, for people. */
  note(text: string): void
  sent(delivery: SentDelivery): void
  /** @param hints - what may explain that a delivery was not accepted */
  finish(hints: readonly string[]): void
}

export interface SentViewOptions {
  json?: boolean | undefined
  /** How many deliveries are planned. */
  count: number
  /** What is sent, where it is more than the event of the first delivery. */
  subject?: string
}

/** The renderer is not loaded for JSON. */
export async function createSentView(
  { json, count, subject }: SentViewOptions,
  { io }: Context,
): Promise<SentView> {
  if (json) {
    return {
      part() {},
      note: (text) => io.err(`${JSON.stringify({ note: text })}\n`),
      sent: (delivery) => io.out(`${JSON.stringify(delivery)}\n`),
      finish() {},
    }
  }
  const [
    { createTheme },
    { renderSent, renderSentHead, renderSentSummary, renderSentHint },
    { renderPart },
  ] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/sent.js'),
    import('../output/render/deliveries.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  const errTheme = await createTheme(io.errColour)
  let title = ''
  let shown = 0
  let passed = 0
  let refused = 0
  return {
    part: (text) => {
      title = text
    },
    note: (text) => io.err(`${text}\n`),
    sent(delivery) {
      if (shown === 0) {
        io.out(renderSentHead({ ...delivery, event: subject ?? delivery.event }, canvas))
      }
      shown += 1
      if (delivery.verdict.status === 'passed') passed += 1
      else if (delivery.forgery === null && isAboutTheKey(delivery.result)) refused += 1
      if (title !== '') io.out(renderPart(title, canvas))
      title = ''
      io.out(renderSent(delivery, canvas))
    },
    finish(hints) {
      if (count > 1) io.out(renderSentSummary({ passed, shown, count }, canvas))
      // Other failures explain themselves.
      if (refused > 0) for (const hint of hints) io.err(renderSentHint(hint, errTheme))
    },
  }
}

const keyStatuses = [400, 401, 403, 422, 500]

/** Servers answer so when a signature does not fit, or when that is an error that nobody catches. */
export function isAboutTheKey(result: SentResult): boolean {
  return result.status === 'refused' && keyStatuses.includes(result.httpStatus)
}
