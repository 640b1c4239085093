import type { Place } from '../errors.js'
import type { EventObject } from '../event/types.js'
import { type CodeStyle, defaultStyle } from './code-style.js'
import { type HandlerFile, readHandlerFile } from './handler-file.js'
import { restyle } from './restyle.js'
import { type Node, walk } from './syntax.js'

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
      title: 'the id of the event as _id: a second insert is refused',
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

interface InsertCode {
  file: string | null
  style: CodeStyle
  /** How the event is called there. */
  event: string
  /** Said before the code. */
  note: string[]
  /** The call with another method and an `_id`. */
  write(method: string, id: string): string
}

/** How the code of one kind of handlers speaks. */
interface Dialect {
  /** The module with the data, how it is imported, and what it is called then. */
  module: string
  importLine: string
  data: string
  /** The key of the event's id in its metadata. */
  id: string
  /** The lines around the body of a handler. */
  frame(handler: string, event: string): [head: string, foot: string]
}

const dialects: Record<Patient['shape'], Dialect> = {
  velo: {
    module: 'wix-data',
    importLine: "import wixData from 'wix-data';",
    data: 'wixData',
    id: 'id',
    frame: (handler, event) => [`export async function ${handler}(${event}) {`, '}'],
  },
  sdk: {
    module: '@wix/data',
    importLine: "import { items } from '@wix/data';",
    data: 'items',
    id: '_id',
    frame: (handler, event) => [`export default ${handler}(async (${event}) => {`, '});'],
  },
}

function exampleInsert({ data }: Dialect, collection = 'MyCollection'): InsertCode {
  return {
    file: null,
    style: defaultStyle,
    event: 'event',
    note: [],
    write: (method, id) => `await ${data}.${method}('${collection}', { _id: ${id} /* , … */ });`,
  }
}

/** The insert as it stands in the site's code. */
function findInsert(
  patient: Patient,
  { place, collection }: NonNullable<Patient['insert']>,
): InsertCode {
  const file = parseFile(patient, place.file)
  const call = file && callAt(file, place)
  const instead = {
    ...exampleInsert(dialects[patient.shape], collection),
    file: place.file,
    style: file?.style ?? defaultStyle,
  }
  if (!file || !call) return instead
  const [, item] = call.arguments
  if (call.callee.type !== 'MemberExpression' || !item) return instead
  const inScope = eventNameAt(file, patient, call.start)
  const object = file.text.slice(call.callee.object.start, call.callee.object.end)
  const [first] = call.arguments
  const rest = call.arguments.slice(2).map((one) => file.text.slice(one.start, one.end))
  return {
    file: place.file,
    style: file.style,
    event: inScope ?? 'event',
    note:
      inScope === null ? [`// hand the event to this function: ${place.file}:${place.line}`] : [],
    write(method, id) {
      const name = file.text.slice(first?.start ?? 0, first?.end ?? 0)
      const args = [name, withId(file.text, item, id), ...rest].join(', ')
      return `await ${object}.${method}(${args});`
    },
  }
}

/** The item with an `_id` in front. */
function withId(text: string, item: Node, id: string): string {
  const own = text.slice(item.start, item.end)
  if (item.type !== 'ObjectExpression') return `{ ...${own}, _id: ${id} }`
  const properties = item.properties
    .filter((one) => one.type === 'SpreadElement' || nameOf(one.key) !== '_id')
    .map((one) => text.slice(one.start, one.end).replace(/\s*\n\s*/g, ' '))
  return `{ _id: ${id}${properties.map((one) => `, ${one}`).join('')} }`
}

function nameOf(key: Node): string | undefined {
  return key.type === 'Identifier'
    ? key.name
    : key.type === 'Literal'
      ? String(key.value)
      : undefined
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

/** How the handler around an offset calls its event; null outside of one. */
function eventNameAt(
  file: HandlerFile,
  { handler, shape }: Patient,
  offset: number,
): string | null {
  const velo = file.exports.map(({ name }) => name).filter((name) => /^wix\w+_on\w+$/.test(name))
  const around = (shape === 'velo' ? velo : [handler]).flatMap((name) => {
    const found = functionOf(file, name)
    return found && found.start <= offset && offset <= found.end ? [found.event] : []
  })
  return around.at(-1) ?? null
}

interface FoundFunction {
  start: number
  end: number
  /** How it calls its event. */
  event: string
}

/** A handler's function: declared or assigned under its name, or handed to the event that it is named after. */
function functionOf({ syntax }: HandlerFile, handler: string): FoundFunction | undefined {
  const lastName = handler.split('.').at(-1)
  let found: FoundFunction | undefined
  walk(syntax.program, (node, parent) => {
    const isFunction =
      node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression'
    if (!isFunction) return
    const isNamed = node.type === 'FunctionDeclaration' && node.id?.name === handler
    if (!isNamed && nameGivenBy(parent) !== (handler.includes('.') ? lastName : handler)) return
    const [parameter] = node.params
    const event = parameter?.type === 'Identifier' ? parameter.name : 'event'
    found = { start: node.start, end: node.end, event }
  })
  return found
}

/** `onBadgeAssigned` of `badges.onBadgeAssigned((event) => …)`, `x` of `const x = (event) => …`. */
function nameGivenBy(parent: Node | null): string | undefined {
  if (parent?.type === 'VariableDeclarator') return nameOf(parent.id)
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression')
    return undefined
  return nameOf(parent.callee.property)
}

type Call = Extract<Node, { type: 'CallExpression' }>

/** The call that begins on a line and reaches a column; an effect's place is that of its method. */
function callAt({ syntax }: HandlerFile, { line, column }: Place): Call | undefined {
  let found: Call | undefined
  walk(syntax.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return
    const { property } = node.callee
    const start = property.loc?.start
    const isThere = start?.line === line && Math.abs(start.column + 1 - column) <= 1
    const isOnLine = start?.line === line && /insert$/i.test(nameOf(property) ?? '')
    if (isThere || (isOnLine && !found)) found = node
  })
  return found
}

function parseFile({ read }: Patient, name: string): HandlerFile | null {
  const text = read(name)
  if (text === null) return null
  try {
    return readHandlerFile(text, name)
  } catch {
    // TypeScript, for one: the cures are then written with the usual names.
    return null
  }
}

function styled(style: CodeStyle, lines: readonly string[]): string {
  return restyle(lines, style)
}
