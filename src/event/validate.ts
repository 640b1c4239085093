import { loadSchema, toJsonSchema } from '../catalog/schema.js'
import { nearest } from '../catalog/suggest.js'
import type { EventDefinition } from '../catalog/types.js'
import { formatPath, type PathSegment } from './path.js'
import { isRecord, kindOf } from './record.js'

/** One thing about an event object that Wix would not send. */
export interface Problem {
  /** `data.memberId`; empty for the event itself. */
  path: string
  /** `expected string, got number` */
  message: string
  /** The name or value that was probably meant. */
  nearest?: string
}

/**
 * Compares a value with what Wix documents for this event, and lists all that is not so, in the
 * order of the schema. An empty list means that it is a valid event object.
 */
export async function validateEvent(
  definition: EventDefinition,
  value: unknown,
): Promise<Problem[]> {
  const schema = await loadSchema(definition.key)
  const { error } = schema.safeParse(value)
  if (error === undefined) return []
  const jsonSchema = await toJsonSchema(definition.key)
  return error.issues.flatMap((issue) => toProblems(issue, value, jsonSchema))
}

interface Issue {
  readonly code?: string
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly expected?: unknown
  readonly values?: readonly unknown[]
  readonly keys?: readonly string[]
}

function toProblems(issue: Issue, event: unknown, jsonSchema: unknown): Problem[] {
  const path = issue.path.map((segment) =>
    typeof segment === 'number' ? segment : String(segment),
  )
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(jsonSchema, path)
    return (issue.keys ?? []).map((key) => unknownKey([...path, key], key, known))
  }
  const found = valueAt(event, path)
  if (found === undefined) {
    return [{ path: formatPath(path), message: `missing, expected ${expectation(issue)}` }]
  }
  const values = (issue.values ?? []).map(String)
  const [meant] = typeof found === 'string' ? nearest(found, values, 1) : []
  return [
    {
      path: formatPath(path),
      message: `expected ${expectation(issue)}, got ${foundText(found, issue)}`,
      ...(meant === undefined ? {} : { nearest: meant }),
    },
  ]
}

function unknownKey(path: PathSegment[], key: string, known: readonly string[]): Problem {
  const [meant] = nearest(key, known, 1)
  return meant === undefined
    ? { path: formatPath(path), message: `unknown key, known here: ${known.join(', ')}` }
    : { path: formatPath(path), message: 'unknown key', nearest: meant }
}

/** Checks of our own carry what they expect as their message; zod's own issues carry it apart. */
function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    return issue.expected === 'record' ? 'object' : String(issue.expected)
  }
  return issue.values === undefined ? issue.message : `one of ${issue.values.join(', ')}`
}

function foundText(found: unknown, issue: Issue): string {
  if (issue.code === 'too_big' && typeof found === 'string') return `${found.length}`
  if (issue.code === 'invalid_type' || typeof found !== 'string') return kindOf(found)
  return JSON.stringify(found.length > 60 ? `${found.slice(0, 59)}…` : found)
}

function valueAt(value: unknown, path: readonly PathSegment[]): unknown {
  return path.reduce<unknown>((current, segment) => {
    if (Array.isArray(current)) return current[Number(segment)]
    return isRecord(current) ? current[segment] : undefined
  }, value)
}

/** The keys that the schema knows at a place. */
function keysAt(jsonSchema: unknown, path: readonly PathSegment[]): string[] {
  const place = path.reduce<unknown>((current, segment) => {
    if (!isRecord(current)) return undefined
    if (typeof segment === 'number') return current.items
    const { properties, additionalProperties } = current
    if (isRecord(properties) && Object.hasOwn(properties, segment)) return properties[segment]
    return additionalProperties
  }, jsonSchema)
  return isRecord(place) && isRecord(place.properties) ? Object.keys(place.properties) : []
}
