import type { Context } from '../context.js'
import type { Dispatch } from '../delivery/log/log.js'
import type { Attempt, Delivery } from '../delivery/types.js'
import { BadgeEventsError } from '../errors.js'
import { deliveryJson } from './delivery-json.js'
import type { EventForm } from './event-form.js'
import { openFilledLog } from './log-open.js'

export interface ShowOptions {
  id: string
  /** The body byte for byte. */
  raw?: boolean | undefined
  /** The event alone, in another shape. */
  form?: EventForm | undefined
  json?: boolean | undefined
}

/** All that is known of one delivery. */
export interface ShownDelivery {
  delivery: Delivery
  /** Header and claims of the body, **not** verified again; null when it is no token. */
  token: ShownToken | null
  dispatches: Dispatch[]
  attempts: Attempt[]
}

export interface ShownToken {
  header: Record<string, unknown>
  /** Without the event, which is in `data`. */
  claims: Record<string, unknown>
}

/** `show`: one delivery with its event, request, token, and what each target made of it. */
export async function showRun(options: ShowOptions, context: Context): Promise<number> {
  const { id, raw, form, json } = options
  const { io } = context
  const log = await openFilledLog(context, id)
  try {
    const delivery = log.find(id)
    if (raw) {
      await io.outChunk(delivery.body)
    } else if (form !== undefined) {
      io.out(`${await renderEventForm(delivery, form, context)}\n`)
    } else {
      const { seq } = delivery
      const token = await readToken(delivery)
      await print(
        { delivery, token, dispatches: log.dispatches(seq), attempts: log.attempts(seq) },
        json === true,
        context,
      )
    }
    return 0
  } finally {
    await log.close()
  }
}

async function print(shown: ShownDelivery, json: boolean, { io, now }: Context): Promise<void> {
  if (json) {
    await io.outChunk(`${JSON.stringify(showJson(shown))}\n`)
    return
  }
  const [{ createTheme }, { renderShown }] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/show.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns, now: now() }
  await io.outChunk(renderShown(shown, canvas))
}

function showJson({ delivery, token, dispatches, attempts }: ShownDelivery): object {
  const { headers, body } = delivery
  return {
    ...deliveryJson(delivery),
    ...{ headers, bytes: body.length, token, dispatches },
    attempts: attempts.map(({ target, at, outcome }) => ({
      target,
      at: at.toISOString(),
      outcome,
    })),
  }
}

async function renderEventForm(
  { event, eventType }: Delivery,
  form: EventForm,
  context: Context,
): Promise<string> {
  const [{ findEvent }, { renderForm }] = await Promise.all([
    import('../catalog/index.js'),
    import('./event-form.js'),
  ])
  const definition = findEvent(eventType)
  if (definition) return renderForm(definition, event, form, context)
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `${eventType} is not in the catalog, so its ${form} form is not known`,
    { hint: '--raw writes the body as it came, --json the event.' },
  )
}

async function readToken({ body }: Delivery): Promise<ShownToken | null> {
  const { decodeJwt } = await import('../event/jwt.js')
  try {
    const { header, payload } = decodeJwt(body.toString('latin1'))
    const { data, ...claims } = payload
    return { header, claims }
  } catch {
    // A site that sends its events on itself sends no token.
    return null
  }
}
