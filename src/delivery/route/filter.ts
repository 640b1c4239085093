import { isDeepStrictEqual } from 'node:util'
import { nearest } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'
import { splitAssignment } from '../../event/overrides.js'
import { type PathSegment, parsePath } from '../../event/path.js'
import { isRecord } from '../../event/record.js'
import type { EventObject } from '../../event/types.js'
import { parseEventList } from './event-list.js'

export interface FilterOptions {
  /** `assigned,created-v4`. */
  events?: string | undefined
  /** `data.memberId=m-17`, `metadata.entityId!=b-1`; all of them have to hold. */
  filter?: readonly string[] | undefined
  /** A text that the event's JSON has in it, in upper or lower case; or `/regex/flags`. */
  grep?: string | undefined
}

/** What a filter looks at; a `Delivery` has it. */
export interface FilteredFacts {
  eventType: string
  event: EventObject
}

export type DeliveryFilter = (facts: FilteredFacts) => boolean

/**
 * Tells which deliveries are wanted: those that meet every condition given.
 *
 * @throws BadgeEventsError `USAGE_INVALID`, `EVENT_UNKNOWN`
 */
export function createDeliveryFilter({ events, filter = [], grep }: FilterOptions): DeliveryFilter {
  const types = events === undefined ? null : parseEventList(events)
  const conditions = filter.map(parseCondition)
  const search = grep === undefined ? null : parseGrep(grep)
  return ({ eventType, event }) =>
    (types === null || types.has(eventType)) &&
    conditions.every((condition) => condition(event)) &&
    (search === null || search(JSON.stringify(event)))
}

const roots = ['data', 'entity', 'modifiedFields', 'metadata']

function parseCondition(text: string): (event: EventObject) => boolean {
  const { pathText, value } = splitCondition(text)
  const isNot = pathText.endsWith('!')
  const path = parsePath((isNot ? pathText.slice(0, -1) : pathText).trim())
  const [root] = path ?? []
  if (path === undefined) throw invalid(text, 'what stands before the = is not a path')
  if (typeof root !== 'string' || !roots.includes(root)) {
    const [meant] = nearest(String(root), roots, 1)
    const question = meant === undefined ? '' : `; did you mean ${meant}?`
    throw invalid(text, `an event has ${roots.join(', ')}, and no ${root}${question}`)
  }
  const typed = text.slice(pathText.length + 1)
  return (event) => isSame(valueAt(event, path), value, typed) !== isNot
}

function splitCondition(text: string): { pathText: string; value: unknown } {
  try {
    return splitAssignment(text)
  } catch {
    throw invalid(text, 'expected path=value or path!=value')
  }
}

/** `5` means the number and the text. */
function isSame(found: unknown, value: unknown, typed: string): boolean {
  return found === typed || isDeepStrictEqual(found, value)
}

function valueAt(event: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>((parent, segment) => {
    if (Array.isArray(parent)) return parent[Number(segment)]
    return isRecord(parent) && Object.hasOwn(parent, segment) ? parent[segment] : undefined
  }, event)
}

function parseGrep(grep: string): (text: string) => boolean {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(grep) ?? []
  if (source === undefined) {
    const wanted = grep.toLowerCase()
    return (text) => text.toLowerCase().includes(wanted)
  }
  try {
    // Those two make a test go on where the last one ended.
    const pattern = new RegExp(source, flags.replace(/[gy]/g, ''))
    return (text) => pattern.test(text)
  } catch (cause) {
    throw new BadgeEventsError('USAGE_INVALID', `--grep ${grep}: ${(cause as Error).message}`, {
      cause,
      hint: 'Without slashes around it, it is searched for as it stands.',
    })
  }
}

function invalid(text: string, reason: string): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', `--filter "${text}": ${reason}`, {
    hint: 'For example --filter data.memberId=ann or --filter "metadata.entityId!=b-17"',
  })
}
