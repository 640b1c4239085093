import type { Place } from '../../errors.js'
import type { EventObject } from '../../event/types.js'
import { type CodeStyle, defaultStyle } from '../code-style.js'
import type { HandlerFile } from '../handler-file.js'
import { restyle } from '../restyle.js'
import { type Dialect, dialects } from './dialects.js'
import { functionOf } from './handler-function.js'
import { exampleInsert, findInsert, parseFile } from './insert-code.js'

/** A way to make a handler idempotent, as code for the file that it goes into. */
export interface Cure {
  title: string
  /** The file that the code is for, relative to the site. */
  file: string
  code: string
}

export interface Patient {
  /** The file of the handler, relative to the site. */
  file: string
  /** The Velo export, or the event of the SDK that it is registered for: `badges.onBadgeAssigned`. */
  handler: string
  shape: 'velo' | 'sdk'
  /** The event that was delivered twice. */
  event: EventObject | null
  /** Where the handler inserts what came twice; null when it inserts nothing. */
  insert: { place: Place; collection: string } | null
  /** Gives the text of a file of the site; null when it cannot be read. */
  read(file: string): string | null
}

/**
 * The usual cures of a handler that is not idempotent: an `_id` that each delivery of the event has in
 * common, a collection of the events that were handled, an upsert. Written with the names and in the style
 * of the file, with the calls that stand in it.
 *
 * @see https://dev.wix.com/docs/rest (Webhook resend policy: deliveries may come twice)
 */
export function writeCures(patient: Patient): Cure[] {
  const handlerFile = parseFile(patient, patient.file)
  const dialect = dialects[patient.shape]
  const insert = patient.insert ? findInsert(patient, patient.insert) : exampleInsert(dialect)
  const { event } = patient
  return [
    {
      title: "the event's id as _id, refused the second time",
      file: insert.file ?? patient.file,
      code: styled(insert.style, [
        ...insert.note,
        insert.write('insert', `${insert.event}.metadata.${dialect.id}`),
      ]),
    },
    {
      title: 'a collection of the events that were handled',
      file: patient.file,
      code: processedEvents(patient, handlerFile),
    },
    {
      title: 'an upsert: a second save changes nothing',
      file: insert.file ?? patient.file,
      code: styled(insert.style, [
        ...insert.note,
        insert.write('save', subjectOf(event, insert.event)),
      ]),
    },
  ]
}

/** What the item is about: it has one row for it, however often it is told. */
function subjectOf(event: EventObject | null, name: string): string {
  const memberId = event?.data?.memberId ?? event?.entity?.memberId
  const field = event?.data?.memberId === undefined ? 'entity' : 'data'
  return memberId === undefined
    ? `${name}.metadata.entityId`
    : `\`\${${name}.metadata.entityId}-\${${name}.${field}.memberId}\``
}

/** The head of the handler, with a look at a collection of handled events. */
function processedEvents({ handler, shape }: Patient, file: HandlerFile | null): string {
  const style = file?.style ?? defaultStyle
  const dialect = dialects[shape]
  const event = (file && functionOf(file, handler)?.event) ?? 'event'
  const known = file && dataNameIn(file, dialect)
  const data = known ?? dialect.data
  const id = `${event}.metadata.${dialect.id}`
  const [head, foot] = dialect.frame(handler, event)
  return styled(style, [
    ...(known ? [] : [dialect.importLine, '']),
    head,
    '  try {',
    `    await ${data}.insert('HandledEvents', { _id: ${id} });`,
    '  } catch (error) {',
    '    // The item exists: this event was handled.',
    "    if (error.message.includes('WDE0074')) return;",
    '    throw error;',
    '  }',
    '  try {',
    '    // … as before',
    '  } catch (error) {',
    '    // What failed may be delivered again.',
    `    await ${data}.remove('HandledEvents', ${id});`,
    '    throw error;',
    '  }',
    foot,
  ])
}

/** The local name under which a file has the data. */
function dataNameIn({ imports }: HandlerFile, { module }: Dialect): string | undefined {
  const found = imports.find(({ specifier }) => specifier === module)
  const wanted = ['default', '*', 'items']
  return found?.names.find(({ imported }) => wanted.includes(imported))?.local
}

function styled(style: CodeStyle, lines: readonly string[]): string {
  return restyle(lines, style)
}
