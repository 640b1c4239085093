import type { Context } from '../context.js'
import type { BadgeEventsError } from '../errors.js'
import { deliveryJson } from './delivery-json.js'
import type { ShownView } from './tail-view.js'

/** One JSON document a line, for scripts. docs/json.md describes them. */
export function createJsonView({ io, now }: Context): ShownView {
  const print = (type: string, facts: object): void =>
    io.out(`${JSON.stringify({ type, at: now().toISOString(), ...facts })}\n`)
  const logBroken = (error: unknown): void =>
    print('log-broken', { reason: error instanceof Error ? error.message : String(error) })
  return {
    ready: ({ url, publicUrl, keys, targets, logFile, leftOver }) =>
      print('ready', {
        ...{ url, publicUrl: publicUrl ?? null, targets, logFile },
        keys: keys.map(({ fingerprint, origin }) => ({ fingerprint, origin })),
        leftOver: leftOver.mine,
      }),
    delivery: (appended) =>
      print(appended.status === 'new' ? 'delivery' : 'resent', {
        ...(appended.status === 'resent' ? { sinceMs: appended.sinceMs } : {}),
        delivery: deliveryJson(appended.delivery),
      }),
    refusal: ({ httpStatus, cause, reason, path, bytes }) =>
      print('refused', { httpStatus, cause, reason, path, bytes }),
    logBroken,
    dispatch: {
      onOutcome: (delivery, target, outcome, state, nextMs) =>
        print('outcome', { id: delivery.id, target: target.name, state, nextMs, outcome }),
      onDown: (target, reason, waiting) => print('down', { target: target.name, reason, waiting }),
      onBack: (target, waiting) => print('back', { target: target.name, waiting }),
      onTaken: (target) => print('taken', { target: target.name }),
      onLogBroken: logBroken,
    },
    onReload: (file) => print('reload', { file }),
    onBroken: ({ code, message }: BadgeEventsError) => print('broken', { code, message }),
    onLog: (id, entry) => print('log', { id, entry }),
    canaryMissed: (reason, isLost) => print('canary-missed', { reason, isLost }),
    heartbeat: (counts) => print('counts', counts),
    note: (text) => print('note', { text }),
    clear() {},
    stopping() {},
    counts: (counts) => print('end', counts),
  }
}
