import type { EventMetadata } from '../event/types.js'
import type { Portable } from '../platform/protocol.js'
import { findMarks, isNear, type Mark, replaceMarks } from './marks.js'

/** Writes a value so that another run of the same code writes the same. */
export type Shaper = (value: unknown) => Portable

export interface ShaperOptions {
  /**
   * The event of the run: its id and its time are written as what they are, and what else it holds is
   * known. Of an event that a run caused, pass these two alone: it may hold what only this run made.
   */
  event?: { metadata: Pick<EventMetadata, 'id' | 'eventTime'> } | null
  /** When the run was; numbers of ms near it are times too. Without it, numbers stay as they are. */
  now?: Date
}

/** What stands for a value that is another one in each run. */
export const placeholders = {
  id: '<id>',
  time: '<time>',
  eventId: '<event.metadata.id>',
  eventTime: '<event.metadata.eventTime>',
} as const

/**
 * Makes a function that keeps of a value what two runs have in common: GUIDs and instants that occur in
 * `known` stay as they are, all others become `<id>` and `<time>`, within texts and keys too. The id
 * and the time of the event become `<event.metadata.id>` and `<event.metadata.eventTime>`.
 *
 * @param known - what a run starts with: the event, seed data, the code; texts are searched
 */
export function createShaper(
  known: readonly unknown[],
  { event = null, now }: ShaperOptions = {},
): Shaper {
  const marks = new Set([...known, event].flatMap((value) => marksIn(value)).map(markKey))
  const eventId = textOf(event?.metadata.id)
  const eventMs = Date.parse(textOf(event?.metadata.eventTime))
  const idKey = markKey(findMarks(eventId)[0] ?? { kind: 'id', value: eventId })

  const nameOf = (mark: Mark): string | undefined => {
    if (mark.kind === 'id' && markKey(mark) === idKey) return placeholders.eventId
    if (mark.kind === 'time' && mark.value === eventMs) return placeholders.eventTime
    if (marks.has(markKey(mark))) return undefined
    return mark.kind === 'id' ? placeholders.id : placeholders.time
  }
  const shapeText = (text: string): string =>
    replaceMarks(replaceName(text, eventId), nameOf, now?.getTime())

  const shape = (value: unknown): Portable => {
    if (typeof value === 'string') return shapeText(value)
    if (typeof value === 'number') return shapeNumber(value)
    if (value === null || value === undefined || typeof value === 'boolean') return value ?? null
    if (value instanceof Date) return shapeText(dateText(value))
    if (Array.isArray(value)) return value.map(shape)
    return typeof value === 'object' ? shapeRecord(value) : String(value)
  }
  const shapeNumber = (value: number): Portable => {
    if (now === undefined || !isNear(value, now.getTime())) return value
    return nameOf({ kind: 'time', value }) ?? value
  }
  const shapeRecord = (value: object): Portable => {
    const shaped: { [key: string]: Portable } = Object.create(null)
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined) shaped[freeKey(shapeText(key), shaped)] = shape(item)
    }
    return { ...shaped }
  }
  return shape
}

/** The GUIDs and instants in a value, at any depth. */
function marksIn(value: unknown): Mark[] {
  if (typeof value === 'string') return findMarks(value)
  if (typeof value === 'number') return [{ kind: 'time', value }]
  if (value instanceof Date) return [{ kind: 'time', value: value.getTime() }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => [...findMarks(key), ...marksIn(item)])
}

function markKey({ kind, value }: Mark): string {
  return `${kind} ${value}`
}

/** An id that is no GUID, `evt-1`: found where it stands for itself and is no part of a longer word. */
function replaceName(text: string, id: string): string {
  if (id === '' || findMarks(id).length > 0 || !text.includes(id)) return text
  const literal = id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return text.replace(new RegExp(`(?<!\\w)${literal}(?!\\w)`, 'g'), placeholders.eventId)
}

/** Two ids as keys of one object must stay two. */
function freeKey(key: string, taken: object): string {
  let free = key
  for (let count = 2; Object.hasOwn(taken, free); count += 1) free = `${key} ${count}`
  return free
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function dateText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString()
}
