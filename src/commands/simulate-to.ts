import type { Context } from '../context.js'
import { parseAddress } from '../delivery/route/address.js'
import { displayUrl } from '../delivery/send/display-url.js'
import type { Forgery } from '../delivery/send/forge.js'
import { type SentResult, sendWebhook } from '../delivery/send/send.js'
import { judgeSent, type Verdict } from '../delivery/send/verdict.js'
import { BadgeEventsError } from '../errors.js'
import { type DeliveryFlags, isSeveral } from './delivery-plan.js'
import { createSentView } from './sent-view.js'
import type { SimulateOptions } from './simulation.js'
import { prepareTokens } from './webhook-tokens.js'

/** The flags of `simulate` that have a meaning with `--to`. */
export interface SimulateToOptions
  extends DeliveryFlags,
    Pick<SimulateOptions, 'event' | 'worldSet' | 'input' | 'api' | 'count' | 'json'> {
  /** Address, or a shorthand of one. */
  to: string
  /** `none` sends none. */
  contentType?: string | undefined
  badSignature?: boolean | undefined
  expired?: boolean | undefined
  alg?: 'none' | 'HS256' | undefined
  /** Sends again after a failure, when Wix would. */
  likeWix?: boolean | undefined
  /** How much faster than Wix's, with `likeWix`. */
  speed?: number | undefined
}

/** One delivery that was sent, as `--json` prints it. */
export interface SentDelivery {
  /** Key of the event, or its webhook type when the catalog does not know it. */
  event: string
  eventId: string
  url: string
  forgery: Forgery | null
  verdict: Verdict
  result: SentResult
}

/**
 * `simulate --to`: posts the event to a server as Wix does. Exit code 0 when every delivery was
 * accepted, or refused when it was forged.
 *
 * @see docs/simulate-to.md
 */
export async function simulateToRun(options: SimulateToOptions, context: Context): Promise<number> {
  const url = parseAddress(options.to)
  const forgery = forgeryOf(options)
  if (options.worldSet && options.worldSet.length > 0) throw noWorld(options.worldSet)
  if (isSeveral(options)) {
    const { simulateToSeveral } = await import('./simulate-to-several.js')
    return simulateToSeveral(options, url, forgery, contentTypeOf(options), context)
  }
  const tokens = await prepareTokens(options, forgery, context)
  if (options.likeWix) {
    const { simulateLadder } = await import('./simulate-ladder.js')
    const { json, speed } = options
    return simulateLadder({ url, tokens, json, speed, ...contentTypeOf(options) }, context)
  }
  const { count = 1 } = options
  const view = await createSentView({ json: options.json, count }, context)
  let failed = 0
  for (let sent = 0; sent < count; sent += 1) {
    const { token, event, eventId } = await tokens.next()
    const result = await sendWebhook({
      url,
      body: token,
      signal: context.signal,
      ...contentTypeOf(options),
    })
    if (context.signal.aborted) {
      throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
    }
    const verdict = judgeSent(result, forgery)
    view.sent({ event, eventId, url: displayUrl(url), forgery, verdict, result })
    if (verdict.status === 'failed') failed += 1
    // The next ones would get no further.
    if (result.status === 'unreachable') break
  }
  view.finish(tokens.hints)
  return failed === 0 ? 0 : 1
}

function forgeryOf({ badSignature, expired, alg }: SimulateToOptions): Forgery | null {
  if (badSignature) return 'bad-signature'
  if (expired) return 'expired'
  if (alg === undefined) return null
  return alg === 'none' ? 'alg-none' : 'alg-hs256'
}

function contentTypeOf({ contentType }: SimulateToOptions): { contentType?: string | null } {
  if (contentType === undefined) return {}
  if (contentType === 'none') return { contentType: null }
  if (/^[\t\u0020-\u007e]+$/.test(contentType)) return { contentType }
  throw new BadgeEventsError('USAGE_INVALID', `"${contentType}" cannot be sent as a content type`, {
    hint: 'For example --content-type application/jwt, or none to send no such header.',
  })
}

function noWorld(changes: readonly string[]): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    `--set world.${changes[0]} changes the site around a local handler, and --to runs none`,
    { hint: 'Leave it out, or leave out --to to run the handler here.' },
  )
}
