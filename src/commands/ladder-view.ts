import type { Context } from '../context.js'
import type { Attempt, Climb } from '../delivery/ladder/climb.js'
import type { SentResult } from '../delivery/send/send.js'
import { createCountdown } from './countdown.js'
import { isAboutTheKey } from './sent-view.js'

/** What is sent, and where. */
export interface LadderHead {
  /** Key of the event, or its webhook type when the catalog does not know it. */
  event: string
  eventId: string
  url: string
  /** How much faster than Wix's time passes here. */
  speed: number
  maxDeliveries: number
  /** From the first delivery to the last one, in ms. */
  ladderMs: number
}

/** Shows the deliveries of one event as they are sent: for people, or one JSON document a line. */
export interface LadderView {
  /** A delivery begins. */
  sending(): void
  attempt(attempt: Attempt<SentResult>): void
  /** @param hints - what may explain that no delivery was accepted */
  finish(climbed: Climb<SentResult>, hints: readonly string[]): void
}

export interface LadderViewOptions {
  head: LadderHead
  json?: boolean | undefined
}

/** The renderer is not loaded for JSON. */
export async function createLadderView(
  { head, json }: LadderViewOptions,
  context: Context,
): Promise<LadderView> {
  return json ? createJsonView(head, context) : createTextView(head, context)
}

function createJsonView({ event, eventId, url }: LadderHead, { io, now }: Context): LadderView {
  let at = ''
  const print = (document: object): void => io.out(`${JSON.stringify(document)}\n`)
  return {
    sending() {
      at = now().toISOString()
    },
    attempt({ number, virtualMs, status, result, nextMs }) {
      const when = { at, number, virtualMs, nextMs }
      print({ type: 'attempt', ...when, event, eventId, url, status, result })
    },
    finish({ status, attempts }) {
      const virtualMs = attempts.at(-1)?.virtualMs ?? 0
      print({ type: 'end', status, attempts: attempts.length, virtualMs, event, eventId, url })
    },
  }
}

async function createTextView(head: LadderHead, { io }: Context): Promise<LadderView> {
  const [{ createTheme }, ladder, { renderSentHint }] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/ladder.js'),
    import('../output/render/sent.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  const errTheme = await createTheme(io.errColour)
  const countdown = createCountdown(io, (leftMs) =>
    errTheme.dim(ladder.waitingText(leftMs, head.speed)),
  )
  io.out(ladder.renderLadderHead(head, canvas))
  return {
    sending: countdown.stop,
    attempt(attempt) {
      io.out(ladder.renderAttempt(attempt, canvas))
      if (attempt.number === 1) io.err(ladder.renderGoingOn(attempt, io.columns))
      if (attempt.nextMs !== null) countdown.start(attempt.nextMs / head.speed)
    },
    finish(climbed, hints) {
      countdown.stop()
      io.out(ladder.renderLadderEnd(climbed, canvas))
      if (!isKeyInDoubt(climbed)) return
      for (const hint of hints) io.err(renderSentHint(hint, errTheme))
    },
  }
}

/** Any other answer among them shows that the signature is not what is wrong. */
function isKeyInDoubt({ attempts }: Climb<SentResult>): boolean {
  const answered = attempts.filter(({ result }) => result.status !== 'unreachable')
  return answered.length > 0 && answered.every(({ result }) => isAboutTheKey(result))
}
