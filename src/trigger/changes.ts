import { nearest } from '../catalog/suggest.js'
import { BadgeEventsError } from '../errors.js'
import { splitAssignment } from '../event/overrides.js'
import { parsePath } from '../event/path.js'
import { isRecord } from '../event/record.js'
import type { Answer } from './types.js'

/** A field and its value. */
export interface Change {
  path: readonly string[]
  value: unknown
}

const forbidden: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * The changes that a person typed: `title=Gold`, `profile.nickname=Ann`, also with `entity.` before it,
 * as for `simulate`.
 *
 * @param fields - what the first step of a path may be
 * @throws BadgeEventsError `OVERRIDE_INVALID`
 */
export function parseChanges(texts: readonly string[], fields: readonly string[]): Change[] {
  return texts.map((text) => {
    const { pathText, value } = splitAssignment(text)
    const path = parseFieldPath(text, pathText)
    const [first = ''] = path
    if (!fields.includes(first)) {
      const [near] = nearest(first, fields, 1)
      throw invalid(
        text,
        `expected one of ${fields.join(', ')}`,
        near === undefined ? undefined : `Did you mean ${[near, ...path.slice(1)].join('.')}?`,
      )
    }
    return { path, value: isScalar(value) ? textAfter(text, pathText, value) : value }
  })
}

/** The object that the API takes: `{ profile: { nickname: 'Ann' } }`. */
export function toFields(changes: readonly Change[]): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const { path, value } of changes) {
    let parent = fields
    path.forEach((key, position) => {
      if (position === path.length - 1) {
        parent[key] = value
        return
      }
      const next = parent[key]
      const child: Record<string, unknown> = isRecord(next) ? next : {}
      parent[key] = child
      parent = child
    })
  }
  return fields
}

/** The changes that take others back; null when one of the fields cannot be emptied again. */
export function previousValues(changes: readonly Change[], entity: Answer): Change[] | null {
  const previous = changes.map(({ path, value }) => {
    const before = valueAt(entity, path)
    if (before !== undefined && before !== null) return { path, value: before }
    // "" empties a text; the API has no such value for lists, objects and images.
    return typeof value === 'string' && path[0] !== 'icon' ? { path, value: '' } : null
  })
  return previous.includes(null) ? null : previous.filter((change) => change !== null)
}

/** As `--set` takes it. */
export function toAssignments(changes: readonly Change[]): string[] {
  return changes.flatMap(({ path, value }) => [
    '--set',
    `${path.join('.')}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ])
}

function parseFieldPath(text: string, pathText: string): string[] {
  const path = parsePath(pathText.trim())
  if (path === undefined) throw invalid(text, `"${pathText}" is not a path`)
  const steps = path[0] === 'entity' ? path.slice(1) : path
  return steps.map((step) => {
    if (typeof step === 'number') {
      throw invalid(
        text,
        'Wix takes lists as a whole',
        `For example --set 'contact.phones=["555-0100"]'`,
      )
    }
    if (forbidden.has(step)) throw invalid(text, 'a path must not go through an object prototype')
    return step
  })
}

/** Fields of badges and members are texts, also a title such as 2024; quotes are JSON's own. */
function textAfter(text: string, pathText: string, value: unknown): string {
  return typeof value === 'string' ? value : text.slice(pathText.length + 1)
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

function valueAt(entity: unknown, path: readonly string[]): unknown {
  let value = entity
  for (const key of path) {
    if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined
    value = value[key]
  }
  return value
}

function invalid(text: string, reason: string, hint?: string): BadgeEventsError {
  return new BadgeEventsError(
    'OVERRIDE_INVALID',
    `--set ${text}: ${reason}`,
    hint === undefined ? {} : { hint },
  )
}
