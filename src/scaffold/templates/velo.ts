import type { VeloEvents } from '../../event/typed.js'
import { firstLines } from './first-line.js'
import { metadataLine, shapes } from './shapes.js'

/*
 * The code of handlers, as blocks of lines in the default style. Strings have single quotes and no
 * quotes inside, statements end with semicolons and none begins with ( [ ` or an operator: so
 * `restyle` can change both.
 */

/** What stands at the top of a file that init creates. */
export const fileHeader = [
  '// Handlers of Wix badge events. Wix calls them by their names, and only on the published site;',
  '// `npx badge-events simulate assigned` runs them on this machine.',
] as const

/** The name of each event's type in `import('badge-events')`. */
const types: Readonly<Record<VeloEventKey, string>> = {
  assigned: 'BadgeAssignedEvent',
  unassigned: 'BadgeUnassignedEvent',
  created: 'BadgeCreatedEvent',
  updated: 'BadgeUpdatedEvent',
  deleted: 'BadgeDeletedEvent',
  'created-v4': 'BadgeV4CreatedEvent',
  'updated-v4': 'BadgeV4UpdatedEvent',
  'deleted-v4': 'BadgeV4DeletedEvent',
  'member-created': 'MemberCreatedEvent',
  'member-updated': 'MemberUpdatedEvent',
  'member-deleted': 'MemberDeletedEvent',
}

export type VeloEventKey = keyof VeloEvents

/** A handler that does its work itself. */
export function handler(key: VeloEventKey, name: string): string[] {
  const { summary, remark } = shapes[key]
  return [
    ...comment([summary, '', ...shapeLines(key), ...(remark ? ['', remark] : []), '', param(key)]),
    `export function ${name}(event) {`,
    ...indented(firstLines[key]),
    '}',
  ]
}

/** A handler that hands its event to another function, because Wix may call either of two names. */
export function delegate(key: VeloEventKey, name: string, inner: string): string[] {
  return [
    ...comment([
      `The event of the ${key.endsWith('-v4') ? 'v4' : 'v3'} API:`,
      '',
      ...shapeLines(key),
      '',
      param(key),
    ]),
    `export function ${name}(event) {`,
    `  return ${inner}(event);`,
    '}',
  ]
}

/** The same for a handler whose twin is there already and does the work. */
export function twin(key: VeloEventKey, name: string, existing: string, local: string): string[] {
  const [open = '', ...rest] = delegate(key, name, local)
  return [
    open,
    ` * Does the same as ${existing}: which of the two`,
    ' * names Wix calls is not documented.',
    ' *',
    ...rest,
  ]
}

/** The function behind a v3 and a v4 handler. */
export function inner(
  keys: readonly [VeloEventKey, VeloEventKey],
  name: string,
  isNewEvent: string,
): string[] {
  const [v3, v4] = keys
  return [
    ...comment([
      shapes[v3].summary,
      '',
      ...(v3 === 'deleted' ? bothNamesOfDeleted : bothNames),
      '',
      `@param {${typeOf(v3)} | ${typeOf(v4)}} event`,
    ]),
    `async function ${name}(event) {`,
    `  if (!(await ${isNewEvent}(event))) return;`,
    ...indented(firstLines[v3]),
    '}',
  ]
}

// What is known of the two prefixes; see the notes in the catalog.
const bothNames = [
  'Two handlers lead here, because the documentation has both names: one in its text, the other in',
  'its example. Which of them Wix calls is not documented, nor whether two calls for one change',
  'would carry the same event id.',
]
const bothNamesOfDeleted = [
  'Two handlers lead here: the documentation has both prefixes for the other badge events, and the V4',
  'name of this one follows their pattern. Which of them Wix calls is not documented, nor whether two',
  'calls for one change would carry the same event id.',
]

/** How to skip an event that was handled before. */
export function newEventCheck(name: string, wixData: string): string[] {
  return [
    ...comment([
      'Whether an event is here for the first time: do not count on each being delivered only once.',
      'The collection ProcessedEvents keeps the ids (create it in your site); to insert an id that is',
      'there already fails with WDE0074. The id stays when the handler fails later: remove it in a',
      'catch if the event should be handled again.',
      '',
      "@param {{ metadata: import('badge-events').BackendEventMetadata }} event",
    ]),
    `async function ${name}(event) {`,
    '  try {',
    `    await ${wixData}.insert('ProcessedEvents', { _id: event.metadata.id }, { suppressAuth: true });`,
    '    return true;',
    '  } catch (error) {',
    "    if (String(error).includes('WDE0074')) return false;",
    '    throw error;',
    '  }',
    '}',
  ]
}

/** The collection that {@link newEventCheck} needs. */
export const processedEvents = 'ProcessedEvents'

function shapeLines(key: VeloEventKey): string[] {
  return [...shapes[key].payload, metadataLine].map((line) => `  ${line}`)
}

function param(key: VeloEventKey): string {
  return `@param {${typeOf(key)}} event`
}

function typeOf(key: VeloEventKey): string {
  return `import('badge-events').${types[key]}`
}

function comment(lines: readonly string[]): string[] {
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */']
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`)
}
