import { randomUUID } from 'node:crypto'
import type { Context } from '../context.js'
import type { LocalKey } from '../delivery/keys/local-key.js'
import type { Accepted } from '../delivery/verify/verifier.js'
import type { TailView } from './tail-view.js'

export interface CanaryOptions {
  /** Seconds between two canaries; without it there are none. */
  canary?: number | undefined
  publicUrl: string | undefined
  localKey: LocalKey
  context: Context
  view: TailView
}

export interface Canary {
  /** Whether a delivery is a canary that came back; then it is nobody else's. */
  isMine(accepted: Accepted): boolean
  /** Resolves when the way through the public address is broken. */
  lost: Promise<void>
  stop(): void
}

const canaryType = 'badge-events.canary'
/** How long one may be under way, in ms. */
const patienceMs = 10_000
/** So many in a row must stay away before the way counts as broken: tunnels hiccup. */
const misses = 2
/** The second look comes sooner, in ms. */
const secondLookMs = 3000

/**
 * Posts a signed sign of life through the public address, again and again, and sees whether it comes
 * back: the one proof that all of the way works, name, tunnel and proxies included.
 */
export function startCanary({ canary, publicUrl, localKey, context, view }: CanaryOptions): Canary {
  const stopping = new AbortController()
  const flying = new Map<string, () => void>()
  const lost =
    canary === undefined || publicUrl === undefined
      ? new Promise<void>(() => {})
      : fly(canary * 1000, publicUrl)

  async function fly(everyMs: number, url: string): Promise<void> {
    let missed = 0
    while (!stopping.signal.aborted) {
      await pause(missed > 0 ? secondLookMs : everyMs, stopping.signal)
      if (stopping.signal.aborted) break
      const problem = await send(url)
      if (stopping.signal.aborted) break
      if (problem === null && missed > 0) view.note('the canary came back')
      missed = problem === null ? 0 : missed + 1
      if (problem !== null) view.canaryMissed(problem, missed >= misses)
      if (missed >= misses) return
    }
    return new Promise(() => {})
  }

  /** Null when it came back, else why not. */
  async function send(url: string): Promise<string | null> {
    const [{ signWebhook }, { sendWebhook }] = await Promise.all([
      import('../event/webhook.js'),
      import('../delivery/send/send.js'),
    ])
    const id = randomUUID()
    const body = await signWebhook(
      { instanceId: id, eventType: canaryType, identity: '{}', data: JSON.stringify({ id }) },
      { privateKey: localKey.privateKey, issuedAt: context.now() },
    )
    const back = new Promise<true>((resolve) => flying.set(id, () => resolve(true)))
    const sent = sendWebhook({ url, body, patienceMs, signal: stopping.signal })
    const seen = await Promise.race([back, sent.then(() => false as const)])
    flying.delete(id)
    if (seen) return null
    const answer = await sent
    if (answer.status === 'accepted') return 'it was answered with 200, but by somebody else'
    return answer.reason
  }

  return {
    isMine({ eventType, verification, instanceId }) {
      if (eventType !== canaryType || verification.status !== 'local') return false
      flying.get(instanceId ?? '')?.()
      return true
    },
    lost,
    stop: () => stopping.abort(),
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
