import { findRepeats, type TwoDeliveries } from '../../runner/repeats.js'
import { createShaper } from '../../runner/shape.js'
import { runtime } from '../vitest/slot.js'
import { describeEffects } from './describe-effects.js'
import type { MatcherContext, MatcherResult } from './match.js'

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
  const start = backend.snapshot()
  await deliver()
  await settle()
  const before = backend.snapshot()
  const first = record.effects()
  const error = await failureOf(deliver)
  await settle()
  const second = record.effects().slice(first.length)
  const after = backend.snapshot()
  const differences = findRepeats({ first, second, before, after, error }, createShaper([start]))
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

/** How a second delivery failed; undefined when it did not. */
async function failureOf(deliver: () => unknown): Promise<TwoDeliveries['error']> {
  try {
    await deliver()
    return undefined
  } catch (error) {
    const { message = String(error), code } = error as { message?: string; code?: unknown }
    return { message, code }
  }
}

async function settle(): Promise<void> {
  const { record } = runtime()
  const giveUpAt = performance.now() + settleMs
  do await new Promise((resolve) => setImmediate(resolve))
  while (record.pending() > 0 && performance.now() < giveUpAt)
}
