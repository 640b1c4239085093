import type { Context } from '../context.js'
import { displayUrl } from '../delivery/send/display-url.js'
import type { Forgery } from '../delivery/send/forge.js'
import { sendWebhook } from '../delivery/send/send.js'
import { judgeSent } from '../delivery/send/verdict.js'
import { BadgeEventsError } from '../errors.js'
import { deliveryTitle, planDeliveries, shuffleSeedOf } from './delivery-plan.js'
import { createSentView } from './sent-view.js'
import type { SimulateToOptions } from './simulate-to.js'
import { prepareSequenceTokens, prepareTokens, type WebhookToken } from './webhook-tokens.js'

/**
 * `simulate --to` with several events, or one that is posted several times: one story, in order or mixed,
 * each event as often as the flags say and with the same token each time.
 */
export async function simulateToSeveral(
  options: SimulateToOptions,
  url: string,
  forgery: Forgery | null,
  headers: { contentType?: string | null },
  context: Context,
): Promise<number> {
  const { tokens, hints } = await readTokens(options, forgery, context)
  const shuffleSeed = shuffleSeedOf(options)
  const chapters = tokens.map(({ event }) => ({ name: event, isTold: true }))
  const plan = planDeliveries({ chapters }, options, shuffleSeed)
  const count = plan.reduce((sum, { times }) => sum + times, 0)
  const subject = tokens.map(({ event }) => event).join(' ')
  const view = await createSentView({ json: options.json, count, subject }, context)
  if (shuffleSeed !== null) view.note(`--shuffle ${shuffleSeed} gives the same order again`)
  let failed = 0
  for (const [index, planned] of plan.entries()) {
    const sent = tokens[planned.chapter]
    if (!sent) continue
    view.part(deliveryTitle(planned, index, plan.length))
    const { token, event, eventId } = sent
    const posted = Array.from({ length: planned.times }, () =>
      sendWebhook({ url, body: token, signal: context.signal, ...headers }),
    )
    const results = await Promise.all(posted)
    if (context.signal.aborted) {
      throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
    }
    for (const result of results) {
      const verdict = judgeSent(result, forgery)
      view.sent({ event, eventId, url: displayUrl(url), forgery, verdict, result })
      if (verdict.status === 'failed') failed += 1
    }
    // The next ones would get no further.
    if (results.some(({ status }) => status === 'unreachable')) break
  }
  view.finish(hints)
  return failed === 0 ? 0 : 1
}

async function readTokens(
  options: SimulateToOptions,
  forgery: Forgery | null,
  context: Context,
): Promise<{ tokens: WebhookToken[]; hints: readonly string[] }> {
  const { events = [] } = options
  if (events.length > 1) return prepareSequenceTokens(events, options, forgery, context)
  const tokens = await prepareTokens(options, forgery, context)
  return { tokens: [await tokens.next()], hints: tokens.hints }
}
