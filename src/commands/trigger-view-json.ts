import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { Credentials } from '../trigger/credentials.js'
import type { WixRequest } from '../trigger/describe-request.js'
import type { Act } from '../trigger/types.js'
import {
  type Mask,
  type TriggerView,
  type TriggerViewOptions,
  undoCommand,
} from './trigger-view.js'
import { createTriggerTextView } from './trigger-view-text.js'

export async function createTriggerJsonView(
  { yes, dryRun }: TriggerViewOptions,
  mask: Mask,
  { io, now }: Pick<Context, 'io' | 'now'>,
): Promise<TriggerView> {
  const print = (type: string, document: object): void => {
    const dated = { type, at: now().toISOString(), ...document }
    // A copy: values of the SDK may be of classes that hold more than they show.
    io.out(`${JSON.stringify(mask.apply(JSON.parse(JSON.stringify(dated)) as object))}\n`)
  }
  // A question is for people also when the answer is for a program.
  const people = dryRun || yes ? null : await createTriggerTextView({ dryRun, yes }, mask, { io })
  return {
    plan(plan) {
      const { key, typed, credentials, cleanup, acts, undos, requests } = plan
      people?.plan(plan)
      print('plan', {
        event: key,
        ...(typed === key ? {} : { asked: typed }),
        ...siteOf(credentials),
        cleanup,
        steps: acts.map((act, at) => ({ ...actOf(act), ...requestAt(requests, at) })),
        undo: undos.map((undo, at) => ({
          ...actOf(undo),
          ...(cleanup ? requestAt(requests, acts.length + at) : {}),
        })),
      })
    },
    endOfPlan(problem) {
      if (problem) io.err(`! ${problem.message}\n`)
    },
    step: (act, durationMs) => print('step', { ...actOf(act), durationMs: round(durationMs) }),
    waiting() {},
    arrived: ({ id, key, eventType, eventId, receivedAt, verification }, afterMs) =>
      print('arrived', { id, event: key, eventType, eventId, receivedAt, verification, afterMs }),
    missing: (events, seconds) => print('missing', { events, waitedMs: seconds * 1000 }),
    undone: (undo, durationMs) =>
      print('undone', { ...actOf(undo), durationMs: round(durationMs) }),
    notUndone: (undo, error) => print('not-undone', { ...actOf(undo), ...errorOf(error) }),
    end({ status, made, left }, cleanup) {
      const { badgeId, memberId, assignmentId } = made
      print('end', {
        status,
        cleanup,
        ids: { badgeId, memberId, assignmentId },
        left: left.map((undo) => ({ ...actOf(undo), command: undoCommand(undo) })),
      })
    },
  }
}

function siteOf(credentials: Credentials | null): object {
  if (credentials === null) return { credentials: null }
  const { kind } = credentials
  return kind === 'api-key'
    ? { credentials: kind, siteId: credentials.siteId }
    : { credentials: kind, instanceId: credentials.instanceId }
}

function actOf({ does, call, causes, permission }: Act): object {
  return { does, call: `${call.module}.${call.method}`, causes, permission }
}

function requestAt(requests: readonly WixRequest[] | null, at: number): object {
  return requests === null ? {} : { request: requests[at] }
}

function errorOf(error: unknown): object {
  if (!(error instanceof BadgeEventsError)) return { message: String(error) }
  const { code, message } = error
  return { code, message }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
