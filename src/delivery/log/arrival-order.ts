/** What says when something happened to an entity. */
export interface Moment {
  /** Counts the events of one entity, where Wix sends it. */
  sequence: string | null
  eventTime: string | null
}

/** Whether something happened after something else; false when that cannot be told. */
export function isAfter(one: Moment, other: Moment): boolean {
  const [mine, theirs] = [toCount(one.sequence), toCount(other.sequence)]
  if (mine !== null && theirs !== null) return mine > theirs
  const [my, their] = [toSortable(one.eventTime), toSortable(other.eventTime)]
  return my !== null && their !== null && my > their
}

function toCount(sequence: string | null): bigint | null {
  return sequence !== null && /^\d{1,30}$/.test(sequence) ? BigInt(sequence) : null
}

/** Times differ in their digits, three to nine, and a `Date` keeps only three. */
function toSortable(time: string | null): string | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(time ?? '')
  return parts && `${parts[1]}.${(parts[2] ?? '').padEnd(9, '0')}`
}
