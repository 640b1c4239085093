import { nearest } from '../catalog/suggest.js'
import { BadgeEventsError } from '../errors.js'
import { structureProblem } from './parse.js'
import { formatPath, type PathSegment, parsePath } from './path.js'
import { isRecord, kindOf } from './record.js'
import type { EventObject } from './types.js'

export interface Overrides {
  /** `path=value`; the value is JSON when it parses as JSON, text otherwise. */
  set?: readonly string[]
  /** Paths of values to take out. */
  unset?: readonly string[]
}

const roots = ['data', 'entity', 'modifiedFields', 'metadata']
const forbidden: ReadonlySet<PathSegment> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * A copy of the event with some values replaced or taken out: `data.memberId=abc`,
 * `entity.phones[0]="555"`, `entity.customFields["custom.pet-name"].value=Rex`. An index equal to
 * the length of an array appends; objects that are missing on the way are made.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function applyOverrides(event: EventObject, overrides: Overrides): EventObject {
  const copy = structuredClone(event)
  for (const text of overrides.set ?? []) {
    const { path, value } = parseAssignment(text, event)
    setAt(copy, path, value, text)
  }
  for (const text of overrides.unset ?? []) {
    unsetAt(copy, parseOverridePath(text, text, event), text)
  }
  const problem = structureProblem(copy)
  if (problem === undefined) return copy
  throw new BadgeEventsError('OVERRIDE_INVALID', `The overrides leave no event: ${problem}`)
}

function parseAssignment(
  text: string,
  event: EventObject,
): { path: PathSegment[]; value: unknown } {
  const { pathText, value } = splitAssignment(text)
  return { path: parseOverridePath(pathText, text, event), value }
}

/**
 * The two sides of `path=value`; the value is JSON when it parses as JSON, text otherwise.
 *
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function splitAssignment(text: string): { pathText: string; value: unknown } {
  const end = endOfPath(text)
  if (end === -1) {
    throw invalid(text, 'expected path=value', 'For example --set data.memberId=ann')
  }
  return { pathText: text.slice(0, end), value: parseValue(text.slice(end + 1)) }
}

/** The first "=" that is not within a quoted key. */
function endOfPath(text: string): number {
  const head = /^(?:"(?:[^"\\]|\\.)*"|[^="])*=/.exec(text)
  return head === null ? -1 : head[0].length - 1
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function parseOverridePath(pathText: string, whole: string, event: EventObject): PathSegment[] {
  const path = parsePath(pathText.trim())
  if (path === undefined) {
    throw invalid(
      whole,
      `"${pathText}" is not a path`,
      'Write it like entity.title, entity.phones[0] or entity.customFields["custom.pet-name"]',
    )
  }
  if (path.some((segment) => forbidden.has(segment))) {
    throw invalid(whole, 'a path must not go through an object prototype')
  }
  const [root = ''] = path
  if (!roots.includes(String(root))) {
    throw invalid(
      whole,
      `expected a path that starts with data, entity, modifiedFields or metadata, got "${root}"`,
      suggestRoot(path, event),
    )
  }
  return path
}

/** People leave out the first step, `memberId=ann`, more often than they mistype it. */
function suggestRoot(path: readonly PathSegment[], event: EventObject): string | undefined {
  const [first = ''] = path
  const parents: [string, unknown][] = Object.entries(event)
  const owner = parents.find(([, part]) => isRecord(part) && Object.hasOwn(part, first))
  if (owner !== undefined) return `Did you mean ${formatPath([owner[0], ...path])}?`
  const [root] = nearest(String(first), roots, 1)
  return root === undefined ? undefined : `Did you mean ${formatPath([root, ...path.slice(1)])}?`
}

function setAt(root: unknown, path: readonly PathSegment[], value: unknown, text: string): void {
  let parent = root
  path.forEach((segment, position) => {
    checkStep(parent, path, position, text)
    if (position === path.length - 1) {
      write(parent, segment, value)
    } else if (read(parent, segment) === undefined) {
      write(parent, segment, typeof path[position + 1] === 'number' ? [] : {})
    }
    parent = read(parent, segment)
  })
}

function checkStep(
  parent: unknown,
  path: readonly PathSegment[],
  position: number,
  text: string,
): void {
  const segment = path[position]
  const place = formatPath(path.slice(0, position))
  if (typeof segment === 'number') {
    if (!Array.isArray(parent)) {
      throw invalid(text, `expected ${place} to be an array, got ${kindOf(parent)}`)
    }
    if (segment > parent.length) {
      throw invalid(
        text,
        `${place} has ${parent.length} ${parent.length === 1 ? 'item' : 'items'}`,
        `Use an index from 0 to ${parent.length}; ${formatPath([...path.slice(0, position), parent.length])} appends`,
      )
    }
  } else if (!isRecord(parent)) {
    throw invalid(text, `expected ${place} to be an object, got ${kindOf(parent)}`)
  }
}

function unsetAt(root: unknown, path: readonly PathSegment[], text: string): void {
  let parent = root
  path.forEach((segment, position) => {
    if (!has(parent, segment)) {
      const names = isRecord(parent) ? nearest(String(segment), Object.keys(parent)) : []
      const suggestions = names.map((name) => formatPath([...path.slice(0, position), name]))
      throw invalid(
        text,
        `the event has nothing at ${formatPath(path.slice(0, position + 1))}`,
        suggestions.length > 0 ? `Did you mean ${suggestions.join(', ')}?` : undefined,
      )
    }
    if (position === path.length - 1) remove(parent, segment)
    else parent = read(parent, segment)
  })
}

function has(parent: unknown, segment: PathSegment): boolean {
  if (Array.isArray(parent)) return typeof segment === 'number' && segment < parent.length
  return isRecord(parent) && typeof segment === 'string' && Object.hasOwn(parent, segment)
}

function read(parent: unknown, segment: PathSegment): unknown {
  if (Array.isArray(parent)) return parent[Number(segment)]
  return isRecord(parent) && Object.hasOwn(parent, segment) ? parent[segment] : undefined
}

function write(parent: unknown, segment: PathSegment, value: unknown): void {
  if (Array.isArray(parent)) parent[Number(segment)] = value
  else if (isRecord(parent)) parent[segment] = value
}

function remove(parent: unknown, segment: PathSegment): void {
  if (Array.isArray(parent)) parent.splice(Number(segment), 1)
  else if (isRecord(parent)) delete parent[segment]
}

function invalid(text: string, reason: string, hint?: string): BadgeEventsError {
  return new BadgeEventsError(
    'OVERRIDE_INVALID',
    `Override "${text}": ${reason}`,
    hint === undefined ? {} : { hint },
  )
}
