import { displayUrl } from '../../delivery/send/display-url.js'
import { BadgeEventsError } from '../../errors.js'
import { ask } from './ask.js'
import type { Probe, Probed } from './types.js'

export interface InquiryOptions {
  url: string
  signal: AbortSignal
}

/** Probes sent one after another, as long as there is somebody to answer. */
export interface Inquiry {
  /** All that was sent so far, in order. */
  readonly probed: readonly Probed[]
  /** Null, and nothing is sent, once the server is gone or silent. */
  send(make: () => Promise<Probe>): Promise<Probed | null>
}

/** A server that never answers would keep people waiting. */
const maxSilent = 3
/** How long a process that crashes may take to let go of its port, in ms. */
const crashMs = 200

/** @throws BadgeEventsError with `send`: `SERVER_UNREACHABLE` for the first one, `INTERRUPTED` */
export function createInquiry({ url, signal }: InquiryOptions): Inquiry {
  const probed: Probed[] = []
  let silent = 0
  let hasEnded = false
  return {
    probed,
    async send(make) {
      if (hasEnded) return null
      const probe = await make()
      const answer = await ask(probe, { url, signal })
      if (answer === null) throw new BadgeEventsError('INTERRUPTED', 'Stopped before the end')
      if (answer.status === 'unreachable' && probed.length === 0) throw nobody(url, answer.reason)
      const sent = { probe, answer }
      probed.push(sent)
      if (answer.status === 'silent' && probe.name !== 'get') silent += 1
      if (answer.status === 'cut') await new Promise((resolve) => setTimeout(resolve, crashMs))
      hasEnded = answer.status === 'unreachable' || silent === maxSilent
      return sent
    },
  }
}

function nobody(url: string, reason: string): BadgeEventsError {
  return new BadgeEventsError('SERVER_UNREACHABLE', `Cannot reach ${displayUrl(url)}: ${reason}`, {
    hint: 'Start the server, with the local key: WIX_PUBLIC_KEY="$(badge-events keys --base64)".',
  })
}
