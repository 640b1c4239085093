import { BadgeEventsError } from '../errors.js'
import { isRecord, kindOf } from './record.js'
import type { EventObject } from './types.js'

const parts = ['data', 'entity', 'modifiedFields'] as const

/**
 * Takes a value for an event object when it has the structure of one. What is inside the parts is
 * the business of `validateEvent`, which lists all problems at once.
 *
 * @param name - what to call the value in messages, a file name if it has one
 * @throws BadgeEventsError `FIXTURE_INVALID`
 */
export function parseEventObject(value: unknown, name = 'input'): EventObject {
  const problem = structureProblem(value)
  if (problem === undefined) return value as EventObject
  throw new BadgeEventsError('FIXTURE_INVALID', `${name} is not an event object: ${problem}`, {
    hint: 'An event object looks like { "data": { … }, "metadata": { … } }; `badge-events events assigned` shows a whole one.',
  })
}

/** Why a value does not have the structure of an event object; undefined when it has. */
export function structureProblem(value: unknown): string | undefined {
  if (!isRecord(value)) return `expected object, got ${kindOf(value)}`
  const wrong = parts.find((part) => value[part] !== undefined && !isRecord(value[part]))
  const part = isRecord(value.metadata) ? wrong : 'metadata'
  return part && `expected ${part} to be an object, got ${kindOf(value[part])}`
}
