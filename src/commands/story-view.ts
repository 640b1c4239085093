import type { Context } from '../context.js'
import { createRunView, type RunView } from './run-view.js'
import type { DeliveriesEnd } from './simulate-deliveries.js'
import type { IdempotencyVerdict } from './simulate-idempotent.js'
import type { OrdersVerdict } from './simulate-orders.js'

/** Shows several deliveries and what came of them all: for people, or one JSON document a line. */
export interface StoryView extends RunView {
  /** Says which delivery comes next, for people. */
  part(text: string): void
  end(end: DeliveriesEnd): void
  idempotency(verdict: IdempotencyVerdict): void
  orders(verdict: OrdersVerdict): void
}

export async function createStoryView(
  { json, tap }: { json?: boolean | undefined; tap?: boolean | undefined },
  context: Context,
): Promise<StoryView> {
  const { io } = context
  const view = await createRunView({ json, tap, isParted: true }, context)
  if (tap) return { ...view, part() {}, end() {}, idempotency() {}, orders() {} }
  if (json) {
    return {
      ...view,
      part() {},
      end: (end) => io.out(`${JSON.stringify({ deliveries: end })}\n`),
      idempotency: (verdict) => io.out(`${JSON.stringify({ idempotency: verdict })}\n`),
      orders: (verdict) => io.out(`${JSON.stringify({ orders: verdict })}\n`),
    }
  }
  const [
    { createTheme },
    { renderDeliveriesEnd, renderPart },
    { renderIdempotency },
    { renderOrders },
  ] = await Promise.all([
    import('../output/theme.js'),
    import('../output/render/deliveries.js'),
    import('../output/render/idempotency.js'),
    import('../output/render/orders.js'),
  ])
  const canvas = { theme: await createTheme(io.outColour), columns: io.columns }
  let parts = 0
  let isBelowPart = false
  return {
    ...view,
    part(text) {
      io.out(`${parts++ === 0 ? '' : '\n'}${renderPart(text, canvas)}`)
      isBelowPart = true
    },
    start(head) {
      if (!isBelowPart) io.out('\n')
      isBelowPart = false
      view.start(head)
    },
    end: (end) => io.out(`\n${renderDeliveriesEnd(end, canvas)}`),
    idempotency: (verdict) => io.out(`\n${renderIdempotency(verdict, canvas)}`),
    orders: (verdict) => io.out(`${parts === 0 ? '' : '\n'}${renderOrders(verdict, canvas)}`),
  }
}
