import type { Effect } from '../../runner/result.js'
import { runtime } from '../vitest/slot.js'
import { describeEffects } from './describe-effects.js'
import type { MatcherContext, MatcherResult } from './match.js'
import { emailOf, requestOf } from './outward.js'
import { changesBetween, takeSnapshot } from './snapshot.js'

/** How long calls that nobody awaited are waited for, in ms. */
const settleMs = 2000

// A test may replace these by fake ones.
const { performance, setImmediate } = globalThis

/** Delivers an event twice, as Wix may, and compares what the site is like after each. */
export async function toBeIdempotent(
  this: MatcherContext,
  deliver: () => unknown,
): Promise<MatcherResult> {
  if (typeof deliver !== 'function') {
    throw new TypeError('Write expect(() => handler(event)).toBeIdempotent()')
  }
  const { backend, record } = runtime()
  await deliver()
  await settle()
  const before = takeSnapshot(backend.world)
  const first = record.effects()
  const failure = await secondDelivery(deliver)
  await settle()
  const second = record.effects().slice(first.length)
  const differences = [
    ...changesBetween(before, takeSnapshot(backend.world)),
    ...repeated(first, second),
    ...failure,
  ]
  return {
    pass: differences.length === 0,
    message: () =>
      differences.length === 0
        ? 'expected a second delivery to change something, and it did not'
        : [
            'expected a second delivery to change nothing, but it',
            ...differences.map((difference) => `  ${difference}`),
            '',
            describeEffects(second),
            '',
            'Usual cures: make the _id of what you insert from event.metadata.id; keep the ids of the events',
            'you have handled in a collection, and look there first; save() under a known _id, not insert().',
          ].join('\n'),
  }
}

/** That the item is there already is what a careful handler wants to hear. */
async function secondDelivery(deliver: () => unknown): Promise<string[]> {
  try {
    await deliver()
    return []
  } catch (error) {
    const { message = String(error), code = '' } = error as { message?: string; code?: string }
    const isDuplicate = code === 'WD_ITEM_ALREADY_EXISTS' || /^WDE0074/.test(message)
    return isDuplicate ? [] : [`failed: ${message}`]
  }
}

function repeated(first: readonly Effect[], second: readonly Effect[]): string[] {
  const texts = second.flatMap((effect) => outwardText(effect, first) ?? [])
  return [...new Set(texts)].map((text) => {
    const count = texts.filter((other) => other === text).length
    return count === 1 ? text : `${text}, ${count} times`
  })
}

/** What of a call reaches somebody outside; undefined for reads, and for what the snapshots show. */
function outwardText(effect: Effect, first: readonly Effect[]): string | undefined {
  const { module, method, args, outcome } = effect
  if (outcome === 'rejected') return undefined
  const email = emailOf(effect)
  if (email) {
    const to = email.memberId ?? email.contactId ?? email.userId
    return `sent the email ${String(email.emailId)} to ${String(to)} again`
  }
  const request = requestOf(effect)
  if (request) {
    // PUT and DELETE may be repeated, https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
    const isRepeatable = /^(GET|HEAD|OPTIONS|PUT|DELETE)$/.test(request.method)
    return isRepeatable ? undefined : `sent ${request.method} ${request.url} again`
  }
  if (isInSnapshot.test(module)) return undefined
  const name = method.split('.').at(-1) ?? ''
  if (!writes.test(name) || hasSameKey(args, first)) return undefined
  return `called ${module} ${method} again`
}

const isInSnapshot =
  /^(wix-data|@wix\/data|wix-members|@wix\/members|wix-users|wix-secrets|@wix\/secrets|wix-cache)/
const writes =
  /^(new |(add|adjust|append|bulk|cancel|create|delete|earn|insert|notify|patch|post|publish|push|remove|schedule|send|set|submit|update|upload)([A-Z]|$))/

/** Some calls name themselves, so that the server knows them again. */
function hasSameKey(args: Effect['args'], first: readonly Effect[]): boolean {
  const keysOf = (value: unknown): string[] =>
    [...JSON.stringify(value).matchAll(/"idempotencyKey":"([^"]*)"/g)].map(([, key = '']) => key)
  const known = new Set(first.flatMap((effect) => keysOf(effect.args)))
  const keys = keysOf(args)
  return keys.length > 0 && keys.every((key) => known.has(key))
}

async function settle(): Promise<void> {
  const { record } = runtime()
  const giveUpAt = performance.now() + settleMs
  do await new Promise((resolve) => setImmediate(resolve))
  while (record.pending() > 0 && performance.now() < giveUpAt)
}
