import { formatPath } from '../event/path.js'
import { areApart, type Edit } from './edit.js'

/** What a privacy request may blank: all that a person wrote. Wix does not say which fields those are. */
const personal =
  /^(?:loginEmail|firstName|lastName|phones|emails|addresses|birthdate|company|jobTitle|customFields|nickname|slug|title|contactDetails|contact|profile|profilePhoto|coverPhoto|photo|cover|memberId)$/

/**
 * Changes that tend to come together: all that may be absent is, all texts are empty, a privacy request
 * took away what is personal. Each is one event; what it needs of the changes is found out later.
 */
export function groupEdits(edits: readonly Edit[]): Edit[][] {
  const removals = edits.filter(({ change }) => change.kind === 'remove')
  const nulls = edits.filter(setsTo((value) => value === null))
  const empties = edits.filter(setsTo(isEmpty))
  const flag = edits.find(({ path }) => path.at(-1) === 'triggeredByAnonymizeRequest')
  const anonymised = flag
    ? [removals, nulls, empties].map((group) => [flag, ...group.filter(isPersonal)])
    : []
  return [removals, ...byRecord(removals), nulls, empties, ...anonymised]
    .map(together)
    .filter(({ length }) => length > 1)
}

/** Those of one record each: with all of it gone, some of it may be looked at no more. */
function byRecord(edits: readonly Edit[]): Edit[][] {
  const groups = new Map<string, Edit[]>()
  for (const edit of edits) {
    const record = formatPath(edit.path.slice(0, -1))
    groups.set(record, [...(groups.get(record) ?? []), edit])
  }
  return [...groups.values()]
}

function setsTo(test: (value: unknown) => boolean) {
  return ({ change, isUnknownField }: Edit): boolean =>
    !isUnknownField && change.kind === 'set' && test(change.value)
}

function isEmpty(value: unknown): boolean {
  return value === '' || (Array.isArray(value) && value.length === 0)
}

function isPersonal({ path }: Edit): boolean {
  return path.some((segment) => typeof segment === 'string' && personal.test(segment))
}

/** As many as can be in one event; the larger ones first, which stand for all below them. */
function together(edits: readonly Edit[]): Edit[] {
  const byDepth = edits.toSorted((one, other) => one.path.length - other.path.length)
  const chosen: Edit[] = []
  for (const edit of byDepth) {
    if (chosen.every((other) => areApart(edit, other))) chosen.push(edit)
  }
  return chosen
}
