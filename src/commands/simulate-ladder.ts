import type { Context } from '../context.js'
import { climb } from '../delivery/ladder/climb.js'
import { createFastClock } from '../delivery/ladder/clock.js'
import { ladderMs, maxDeliveries } from '../delivery/ladder/schedule.js'
import { displayUrl } from '../delivery/send/display-url.js'
import { type SentResult, sendWebhook } from '../delivery/send/send.js'
import { createLadderView } from './ladder-view.js'
import type { WebhookTokens } from './webhook-tokens.js'

export interface SimulateLadderOptions {
  /** An `http:` or `https:` address. */
  url: string
  tokens: WebhookTokens
  contentType?: string | null
  json?: boolean | undefined
  /** How much faster than Wix's time passes here. */
  speed?: number | undefined
}

/** An hour passes in a second, and the whole ladder in 47 s. */
const defaultSpeed = 3600

/**
 * `simulate --to --like-wix`: posts one event, and posts it again after each failure when Wix would.
 * Exit code 0 when a delivery was accepted in the end, 1 when none was.
 *
 * @see docs/simulate-to.md
 */
export async function simulateLadder(
  { url, tokens, contentType, json, speed = defaultSpeed }: SimulateLadderOptions,
  context: Context,
): Promise<number> {
  const { signal } = context
  let token = await tokens.next()
  const { event, eventId } = token
  const head = { event, eventId, url: displayUrl(url), speed, maxDeliveries, ladderMs }
  const view = await createLadderView({ head, json }, context)
  const climbed = await climb<SentResult>({
    async attempt() {
      view.sending()
      token = await tokens.again(token)
      const result = await sendWebhook({
        url,
        body: token.token,
        signal,
        ...(contentType === undefined ? {} : { contentType }),
      })
      return { status: result.status === 'accepted' ? 'accepted' : 'failed', result }
    },
    clock: createFastClock(speed),
    signal,
    onAttempt: view.attempt,
  })
  view.finish(climbed, tokens.hints)
  if (climbed.status === 'interrupted') return 130
  return climbed.status === 'accepted' ? 0 : 1
}
