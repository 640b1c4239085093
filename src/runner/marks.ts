/** Something in a text that may be another in each run. */
export type Mark =
  /** A GUID, in lower case and without dashes. */
  | { kind: 'id'; value: string }
  /** An instant, in ms. */
  | { kind: 'time'; value: number }

const forms = {
  guid: '(?<![0-9a-f])[0-9a-f]{8}(?<dash>-?)(?:[0-9a-f]{4}\\k<dash>){3}[0-9a-f]{12}(?![0-9a-f])',
  // `toISOString`, with up to nine digits as Wix writes it, or with an offset.
  iso: '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:?\\d\\d)?',
  // `String(date)` and `toUTCString`.
  long: '[A-Z][a-z]{2},? (?:[A-Z][a-z]{2} \\d\\d|\\d\\d [A-Z][a-z]{2}) \\d{4} \\d\\d:\\d\\d:\\d\\d GMT(?:[+-]\\d{4}(?: \\([^)]*\\))?)?',
  day: '(?<!\\d)\\d{4}-\\d\\d-\\d\\d(?!\\d)',
  ms: '(?<!\\d)\\d{13}(?!\\d)',
}
const anyForm = new RegExp(
  Object.entries(forms)
    .map(([name, form]) => `(?<${name}>${form})`)
    .join('|'),
  'gi',
)
type Groups = Partial<Record<keyof typeof forms, string>>

/** How far from a run a number of ms is still taken for a time: an expiry in a year is one. */
const nearMs = 400 * 24 * 60 * 60 * 1000
/** A run may have begun before midnight. */
const runMs = 60 * 1000

/** Whether a number is a time in ms around that of a run. */
export function isNear(value: number, nowMs: number): boolean {
  return Number.isInteger(value) && Math.abs(value - nowMs) < nearMs
}

/** The GUIDs and instants in a text, in order. */
export function findMarks(text: string): Mark[] {
  return [...text.matchAll(anyForm)].flatMap((match) => toMark(match[0], match.groups) ?? [])
}

/**
 * Replaces GUIDs and instants in a text.
 *
 * @param nameOf - what to write instead; undefined leaves it
 * @param nowMs - when the run was: its day, and numbers of ms near it, are instants then
 */
export function replaceMarks(
  text: string,
  nameOf: (mark: Mark) => string | undefined,
  nowMs?: number,
): string {
  return text.replace(anyForm, (found, ...rest) => {
    const groups = rest.at(-1) as Groups
    if (groups.day !== undefined && !isDayOf(groups.day, nowMs)) return found
    if (groups.ms !== undefined && !(nowMs !== undefined && isNear(Number(found), nowMs))) {
      return found
    }
    const mark = toMark(found, groups)
    return (mark && nameOf(mark)) ?? found
  })
}

function toMark(found: string, groups: Groups | undefined): Mark | undefined {
  if (groups?.guid) return { kind: 'id', value: found.replaceAll('-', '').toLowerCase() }
  const value = groups?.ms ? Number(found) : Date.parse(found)
  return Number.isNaN(value) ? undefined : { kind: 'time', value }
}

/** Whether a day is that of the run, here or in UTC. */
function isDayOf(day: string, nowMs: number | undefined): boolean {
  if (nowMs === undefined) return false
  return [nowMs, nowMs - runMs].some((ms) => {
    const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000)
    return [new Date(ms), local].some((date) => date.toISOString().startsWith(day))
  })
}
