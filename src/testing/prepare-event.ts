import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import {
  type CheckHints,
  changeEvent as changeFixture,
  type EventChanges,
  freshEvent,
} from '../simulation/event.js'

export interface EventOptions {
  /** New values by path. */
  set?: Record<string, unknown> | undefined
  /** Paths of values to take out. */
  unset?: readonly string[] | undefined
  /** Keeps the event's id and time; without it each call gets new ones, as a second real event would. */
  asIs?: boolean | undefined
}

/**
 * A fixture with its changes, an id and a time of its own.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function changeEvent(event: EventObject, options: EventOptions): EventObject {
  const changes = changesOf(options)
  const changed = changeFixture(event, changes)
  if (options.asIs) return changed
  return freshEvent(changed, changes, {
    now: () => new Date(),
    newId: () => globalThis.crypto.randomUUID(),
  })
}

/**
 * The changes that the options ask for.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID` for a value that JSON cannot hold
 */
export function changesOf({ set = {}, unset = [] }: EventOptions): EventChanges {
  return { set: Object.entries(set).map(([path, value]) => assignment(path, value)), unset }
}

export const checkHints: CheckHints = {
  otherEvent: 'Name the event it is; validate: false sends it all the same.',
  misfit: () => 'validate: false sends it all the same.',
}

/** Text that is JSON stays text: `'42'` is no number. */
function assignment(path: string, value: unknown): string {
  const text = JSON.stringify(value)
  if (text !== undefined) return `${path}=${text}`
  throw new BadgeEventsError('OVERRIDE_INVALID', `The new value of ${path} is no JSON value`, {
    hint: `unset: ['${path}'] takes a value out.`,
  })
}
