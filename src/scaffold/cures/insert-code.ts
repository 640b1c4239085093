import type { Place } from '../../errors.js'
import { type CodeStyle, defaultStyle } from '../code-style.js'
import { type HandlerFile, readHandlerFile } from '../handler-file.js'
import { type Node, walk } from '../syntax.js'
import { type Dialect, dialects } from './dialects.js'
import { eventNameAt, nameOf } from './handler-function.js'
import type { Patient } from './write-cures.js'

export interface InsertCode {
  file: string | null
  style: CodeStyle
  /** How the event is called there. */
  event: string
  /** Said before the code. */
  note: string[]
  /** The call with another method and an `_id`. */
  write(method: string, id: string): string
}

export function exampleInsert({ data }: Dialect, collection = 'MyCollection'): InsertCode {
  return {
    file: null,
    style: defaultStyle,
    event: 'event',
    note: [],
    write: (method, id) => `await ${data}.${method}('${collection}', { _id: ${id} /* , … */ });`,
  }
}

/** The insert as it stands in the site's code. */
export function findInsert(
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
      const properties = withId(file.text, item, id)
      const call = (given: string): string =>
        `await ${object}.${method}(${[name, given, ...rest].join(', ')});`
      const onOneLine = call(`{ ${properties.join(', ')} }`)
      if (onOneLine.length <= longestLine) return onOneLine
      return call(`{\n${properties.map((one) => `  ${one},\n`).join('')}}`)
    },
  }
}

/** What fits beside the margin of a terminal of 80 columns. */
const longestLine = 76

/** The properties of the item, an `_id` in front; that of a variable is put over its own. */
function withId(text: string, item: Node, id: string): string[] {
  const own = text.slice(item.start, item.end)
  if (item.type !== 'ObjectExpression') return [`...${own}`, `_id: ${id}`]
  const properties = item.properties
    .filter((one) => one.type === 'SpreadElement' || nameOf(one.key) !== '_id')
    .map((one) => text.slice(one.start, one.end).replace(/\s*\n\s*/g, ' '))
  return [`_id: ${id}`, ...properties]
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

/** The file, read; null when it cannot be. */
export function parseFile({ read }: Patient, name: string): HandlerFile | null {
  const text = read(name)
  if (text === null) return null
  try {
    return readHandlerFile(text, name)
  } catch {
    // TypeScript, for one: the cures are then written with the usual names.
    return null
  }
}
