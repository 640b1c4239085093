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
  if (!isRecord(value)) {
    throw invalid(`${name} is not an event object: expected object, got ${kindOf(value)}`)
  }
  if (!isRecord(value.metadata)) {
    throw invalid(
      `${name} is not an event object: expected metadata to be an object, got ${kindOf(value.metadata)}`,
    )
  }
  for (const part of parts) {
    if (value[part] !== undefined && !isRecord(value[part])) {
      throw invalid(
        `${name} is not an event object: expected ${part} to be an object, got ${kindOf(value[part])}`,
      )
    }
  }
  return value as unknown as EventObject
}

function invalid(message: string): BadgeEventsError {
  return new BadgeEventsError('FIXTURE_INVALID', message, {
    hint: 'An event object looks like { "data": { … }, "metadata": { … } }; `badge-events events assigned` shows a whole one.',
  })
}
