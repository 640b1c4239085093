import { isRecord } from './record.js'

const veloNames: Readonly<Record<string, string>> = {
  id: '_id',
  createdDate: '_createdDate',
  updatedDate: '_updatedDate',
}

const restNames: Readonly<Record<string, string>> = {
  _id: 'id',
  _createdDate: 'createdDate',
  _updatedDate: 'updatedDate',
}

/** Keys below these are chosen by a site owner or an app, so they are nobody's to rename. */
const foreign: ReadonlySet<string> = new Set(['customFields', 'extendedFields'])
const nothing: ReadonlySet<string> = new Set()

/** `id` → `_id`, `createdDate` → `_createdDate`, `updatedDate` → `_updatedDate`, at any depth. */
export function toVeloNames<T>(value: T): T {
  return rename(value, veloNames, foreign) as T
}

/** The way back of {@link toVeloNames}. */
export function toRestNames<T>(value: T): T {
  return rename(value, restNames, foreign) as T
}

/** Like {@link toVeloNames}, but below custom and extended fields too, as `@wix/sdk` does it. */
export function toSdkNames<T>(value: T): T {
  return rename(value, veloNames, nothing) as T
}

/**
 * A renamed key moves to the end, and one whose new name is taken stays: so do they in `@wix/sdk`,
 * and a log of the event should look the same.
 */
function rename(
  value: unknown,
  names: Readonly<Record<string, string>>,
  skip: ReadonlySet<string>,
): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, names, skip))
  if (!isRecord(value)) return value
  const kept: [string, unknown][] = []
  const renamed: [string, unknown][] = []
  for (const [key, inner] of Object.entries(value)) {
    const name = renamePath(key, names)
    const isTaken = name !== key && Object.hasOwn(value, name)
    const copy = skip.has(key) || isTaken ? inner : rename(inner, names, skip)
    if (name === key || isTaken) kept.push([key, copy])
    else renamed.push([name, copy])
  }
  return Object.fromEntries([...kept, ...renamed])
}

/** Keys of `modifiedFields` can be dotted paths. */
function renamePath(path: string, names: Readonly<Record<string, string>>): string {
  return path
    .split('.')
    .map((segment) => (Object.hasOwn(names, segment) ? names[segment] : segment))
    .join('.')
}
