import type { Portable, WorldState } from '../platform/protocol.js'
import { emailOf, requestOf } from './outward.js'
import type { Effect } from './result.js'
import type { Shaper } from './shape.js'
import { compareStates, type StateDifference } from './state-difference.js'

/** A delivery and, after it, the same one again. */
export interface TwoDeliveries {
  /** Calls of the first and of the second. */
  first: readonly Effect[]
  second: readonly Effect[]
  /** The world after the first and after the second. */
  before: WorldState
  after: WorldState
  /** How the second one failed. */
  error?: { message: string; code?: unknown } | undefined
}

/**
 * What the second delivery of an event did that should happen once, a phrase each: `inserted 1 more row in
 * BadgeLog`. Empty when the handler is idempotent.
 */
export function findRepeats(deliveries: TwoDeliveries, shape: Shaper): string[] {
  const { first, second, before, after, error } = deliveries
  return [
    ...compareStates(before, after, shape).map(differenceText),
    ...repeatedCalls(first, second),
    ...(error && !isExpected(error) ? [`failed: ${error.message}`] : []),
  ]
}

function differenceText(difference: StateDifference): string {
  const { collection } = difference
  if (difference.kind === 'changed') {
    const { field, before, after } = difference
    return `changed ${field} from ${toText(before)} to ${toText(after)} in ${collection}`
  }
  const { length } = difference.rows
  const rows = `${length} more row${length === 1 ? '' : 's'}`
  return difference.kind === 'inserted'
    ? `inserted ${rows} in ${collection}`
    : `removed ${rows} of ${collection}`
}

function toText(value: Portable): string {
  return JSON.stringify(value)
}

/** That the item is there already is what a careful handler wants to hear. */
function isExpected({ message, code }: NonNullable<TwoDeliveries['error']>): boolean {
  return code === 'WD_ITEM_ALREADY_EXISTS' || /^WDE0074/.test(message)
}

/** What of some calls reached somebody outside, a phrase for each kind. */
export function repeatedCalls(first: readonly Effect[], second: readonly Effect[]): string[] {
  const groups = new Map<string, string[]>()
  for (const effect of second) {
    const call = outwardCall(effect, first)
    if (call) groups.set(call.what, [...(groups.get(call.what) ?? []), call.detail])
  }
  return [...groups].map(([what, details]) => {
    const { length } = details
    const list = [...new Set(details)].join(', ')
    return `${what.replace('#', String(length))}${length === 1 ? '' : 's'}: ${list}`
  })
}

/** What of a call reaches somebody outside; undefined for reads, and for what the states show. */
function outwardCall(
  effect: Effect,
  first: readonly Effect[],
): { what: string; detail: string } | undefined {
  const { module, method, args, outcome } = effect
  if (outcome === 'rejected') return undefined
  const email = emailOf(effect)
  if (email) {
    const to = email.memberId ?? email.contactId ?? email.userId
    return { what: 'sent # more email', detail: `${String(email.emailId)} to ${String(to)}` }
  }
  const request = requestOf(effect)
  if (request) {
    // PUT and DELETE may be repeated, https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
    const isRepeatable = /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(request.method)
    if (isRepeatable || hasSameKey(args, first)) return undefined
    return { what: 'sent # more request', detail: `${request.method} ${request.url}` }
  }
  if (isInState.test(module)) return undefined
  const name = method.split('.').at(-1) ?? ''
  if (!writes.test(name) || hasSameKey(args, first)) return undefined
  return { what: 'made # more call', detail: `${module} ${method}` }
}

const isInState =
  /^(wix-data|@wix\/data|wix-members|@wix\/members|wix-users|wix-secrets|@wix\/secrets|wix-cache)/
const writes =
  /^(new |(add|adjust|append|bulk|cancel|create|delete|earn|insert|notify|patch|post|publish|push|remove|schedule|send|set|submit|update|upload)([A-Z]|$))/

/** Some calls name themselves, so that the server knows them again. */
function hasSameKey(args: Effect['args'], first: readonly Effect[]): boolean {
  const keysOf = (value: unknown): string[] =>
    [...JSON.stringify(value).matchAll(/"idempotency-?key":"([^"]*)"/gi)].map(([, key = '']) => key)
  const known = new Set(first.flatMap((effect) => keysOf(effect.args)))
  const keys = keysOf(args)
  return keys.length > 0 && keys.every((key) => known.has(key))
}
