import type { Context } from '../context.js'
import type { DeliverySummary, Refusal } from '../delivery/log/log.js'
import { deliveryJson } from './delivery-json.js'
import type { LogOptions } from './log.js'

/** Shows what is in the log: for people, or as NDJSON. */
export interface LogView {
  /** False when nobody reads any more. */
  delivery(delivery: DeliverySummary): Promise<boolean>
  refusal(refusal: Refusal): Promise<boolean>
  /** Only the last so many are shown. */
  more(limit: number): void
  /** There is nothing to show: in the whole log, or of what was asked for. */
  nothing(isEmpty: boolean, options: Partial<LogOptions>): void
}

export async function createLogView(
  { json }: { json?: boolean | undefined },
  { io, now }: Context,
): Promise<LogView> {
  if (json) {
    const print = (document: object): Promise<boolean> =>
      io.outChunk(`${JSON.stringify(document)}\n`)
    return {
      delivery: (delivery) => print(summaryJson(delivery)),
      refusal: (refusal) => print(refusalJson(refusal)),
      more() {},
      nothing() {},
    }
  }
  const [{ createTheme }, render] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/log.js'),
  ])
  const canvas = {
    theme: await createTheme(io.outColour),
    columns: io.outIsTTY ? io.columns : Number.POSITIVE_INFINITY,
    // Somebody may read a file years later.
    today: io.outIsTTY ? now() : null,
  }
  return {
    delivery: (delivery) => io.outChunk(render.renderDeliveryLine(delivery, canvas)),
    refusal: (refusal) => io.outChunk(render.renderRefusalLine(refusal, canvas)),
    more: (limit) => io.err(`the last ${limit}; -n all shows all of them\n`),
    nothing: (isEmpty, options) => io.err(render.renderNothing(isEmpty, options)),
  }
}

/** A delivery as `log --json` prints it. */
export function summaryJson(delivery: DeliverySummary): object {
  const { bytes, dispatches } = delivery
  return { ...deliveryJson(delivery), bytes, dispatches }
}

function refusalJson({
  at,
  httpStatus,
  cause,
  reason,
  path,
  headers,
  bytes,
  body,
}: Refusal): object {
  return {
    ...{ at: at.toISOString(), httpStatus, cause, reason, path, headers, bytes },
    body: body.toString('base64'),
  }
}
