import type { Portable } from '../platform/protocol.js'
import { emailsIn, type MadeRequest, requestsIn } from '../runner/outward.js'
import type { DataChange, RunResult } from '../runner/result.js'
import type { EventValues } from './event-values.js'
import { isPlain, masked, toExpression } from './expression.js'
import {
  Call,
  Code,
  columns,
  type Expression,
  printExpression,
  printLine,
  printText,
} from './print.js'

/** Two runs of one event, each in a world of its own. */
export interface RunPair {
  run: RunResult
  /** Tells what is the same in each run. */
  again: RunResult
  /** The time that the clock has to show for the handler to do the same; null where that is no matter. */
  at: Date | null
}

/** More of a kind say nothing new. */
const maxOfKind = 5
const maxCalls = 12

/**
 * What a run that passed did, as statements of a test: what it inserted, sent and fetched, which rows it
 * changed and removed, and which Wix functions it called.
 *
 * @param indent - spaces before each line
 */
export function assertionsOf(pair: RunPair, values: EventValues, indent: number): string[] {
  const printer = createPrinter(indent)
  const lines = [
    ...inserts(pair, values, printer),
    ...changedRows(pair, values, printer),
    ...emails(pair, values, printer),
    ...requests(pair, values, printer),
    ...calls(pair, printer),
  ]
  return [...new Set(lines)]
}

interface Printer {
  /** `head(…)`, over several lines where it does not fit on one. */
  statement(head: string, args: readonly Expression[]): string
}

function createPrinter(indent: number): Printer {
  const space = ' '.repeat(indent)
  return {
    statement(head, args) {
      const [first] = args
      if (args.length === 1 && first instanceof Call) return callInCall(head, first)
      let line = `${space}${head}(`
      for (const [index, arg] of args.entries()) {
        if (index > 0) line += ', '
        const used = line.length - line.lastIndexOf('\n')
        line += printExpression(arg, indent, used)
      }
      return `${line})`
    },
  }

  function callInCall(head: string, call: Call): string {
    const line = `${space}${head}(${printLine(call)})`
    if (line.length <= columns) return line
    const inner = `${space}  `
    return `${space}${head}(\n${inner}${printExpression(call, indent + 2)},\n${space})`
  }
}

function inserts({ run, again }: RunPair, values: EventValues, { statement }: Printer): string[] {
  const others = again.dataChanges.filter(isInsert)
  return limit(run.dataChanges.filter(isInsert), ({ collection }) => collection).flatMap(
    ({ change, index }) => {
      const other = others[index]
      if (other?.collection !== change.collection) return []
      const item = toExpression(ownFields(change, other), other.after, values)
      const args = isEmpty(item) ? [change.collection] : [change.collection, item]
      return [statement('expect(world).toHaveInserted', args)]
    },
  )
}

/** An item without what Wix adds to it; with its id where that is the same each time. */
function ownFields({ id, after }: DataChange, other: DataChange): Portable {
  if (!isPlain(after)) return after
  const added = ['_createdDate', '_updatedDate', '_owner', ...(id === other.id ? [] : ['_id'])]
  return Object.fromEntries(Object.entries(after).filter(([key]) => !added.includes(key)))
}

/** Rows as they are in the end; of those that were inserted meanwhile, too. */
function changedRows({ run, again }: RunPair, values: EventValues, printer: Printer): string[] {
  const rows = rowsOf(run.dataChanges)
  const others = rowsOf(again.dataChanges)
  return limit(rows, ({ last }) => last.collection).flatMap(({ change: row, index }) => {
    const other = others[index]
    const { last } = row
    if (other?.last.collection !== last.collection || other.last.kind !== last.kind) return []
    const id = last.id === other.last.id ? { _id: toExpression(last.id, last.id, values) } : {}
    const isRemoved = last.kind === 'remove'
    const fields = isRemoved ? {} : changedFields(row, other, values)
    const expected = { ...id, ...fields }
    // Without the id, a row of which nothing else is known may be any.
    if (Object.keys(expected).length === 0) return []
    const contains = isRemoved ? 'not.toContainEqual' : 'toContainEqual'
    const head = `expect(world.collection(${printText(last.collection)})).${contains}`
    return [printer.statement(head, [new Call('expect.objectContaining', expected)])]
  })
}

interface Row {
  first: DataChange
  last: DataChange
}

function rowsOf(changes: readonly DataChange[]): Row[] {
  const rows = new Map<string, Row>()
  for (const change of changes) {
    const key = JSON.stringify([change.collection, change.id])
    rows.set(key, { first: rows.get(key)?.first ?? change, last: change })
  }
  return [...rows.values()].filter(({ last }) => last.kind !== 'insert')
}

function changedFields(
  { first, last }: Row,
  other: Row,
  values: EventValues,
): { [key: string]: Expression } {
  const { after } = last
  // What was inserted by the same run is said of the insert.
  const start = first.kind === 'insert' ? first.after : first.before
  const before = isPlain(start) ? start : {}
  if (!isPlain(after) || !isPlain(other.last.after)) return {}
  const otherAfter = other.last.after
  return Object.fromEntries(
    Object.entries(after)
      .filter(([key]) => !key.startsWith('_') && Object.hasOwn(otherAfter, key))
      .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key]))
      .map(([key, value]) => [key, exactly(value, otherAfter[key], values)]),
  )
}

/** A part of a row is compared as a whole, and whether it is a date or its text is not known here. */
function exactly(value: Portable, other: Portable | undefined, values: EventValues): Expression {
  const text = JSON.stringify(value)
  const isSame = text === JSON.stringify(other)
  const isPart = typeof value === 'object' && value !== null
  return timeInside.test(text) || (isPart && !isSame)
    ? new Code('expect.anything()')
    : toExpression(value, other, values)
}

const timeInside = /"\d{4}-\d\d-\d\dT\d\d:\d\d:[\d.]+Z"/

function emails({ run, again }: RunPair, values: EventValues, { statement }: Printer): string[] {
  const others = emailsIn(again.effects)
  return limit(emailsIn(run.effects), () => '').flatMap(({ change: email, index }) => {
    const other = others[index]
    if (other === undefined || other.emailId !== email.emailId) return []
    const { emailId, variables, ...receiver } = email
    const { variables: otherVariables, ...otherReceiver } = other
    const sent: Portable = { ...receiver, ...(!isEmpty(variables) && { variables }) }
    const otherSent: Portable = { ...otherReceiver, variables: otherVariables }
    const id = toExpression(emailId, other.emailId, values)
    return [statement('expect(world).toHaveEmailed', [id, toExpression(sent, otherSent, values)])]
  })
}

function requests({ run, again }: RunPair, values: EventValues, { statement }: Printer): string[] {
  const others = requestsIn(again.effects)
  return limit(requestsIn(run.effects), () => '').flatMap(({ change: request, index }) => {
    const other = others[index]
    if (other === undefined) return []
    const url = addressOf(request, other, values)
    return [statement('expect(world).toHaveFetched', [url, toRequest(request, other, values)])]
  })
}

function toRequest(request: MadeRequest, other: MadeRequest, values: EventValues): Expression {
  const { method, body } = request
  const expression = {
    method,
    ...(body !== null && { body: toExpression(body, other.body, values) }),
  }
  return expression
}

/** With `*` from where the address is another one each time, or holds a secret. */
function addressOf({ url }: MadeRequest, other: MadeRequest, values: EventValues): Expression {
  const end = [...url].findIndex((character, index) => character !== other.url[index])
  const secret = url.indexOf(masked)
  if (end === -1 && url.length === other.url.length) {
    return secret === -1 ? values(url) : url.replaceAll(masked, '*')
  }
  // From the beginning of the part that differs: two random ids may begin with the same letters.
  const same = url.slice(0, end === -1 ? url.length : end).replace(/[^/?&=#]*$/, '')
  return `${same.replaceAll(masked, '*')}*`
}

function calls({ run, again }: RunPair, { statement }: Printer): string[] {
  const names = run.effects.map(({ module, method }) => `${module} ${method}`)
  const others = again.effects.map(({ module, method }) => `${module} ${method}`)
  if (names.join('\n') !== others.join('\n')) return []
  if (names.length === 0) return [statement('expect(effects()).toEqual', [[]])]
  if (names.length > maxCalls) return [statement('expect(effects()).toHaveLength', [names.length])]
  const head = `expect(effects().map(({ module, method }) => \`\${module} \${method}\`)).toEqual`
  return [statement(head, [names])]
}

function isInsert({ kind }: DataChange): boolean {
  return kind === 'insert'
}

/** The first few of each group, with their place in the whole list. */
function limit<T>(list: readonly T[], group: (item: T) => string): { change: T; index: number }[] {
  const counts = new Map<string, number>()
  return list
    .map((change, index) => ({ change, index }))
    .filter(({ change }) => {
      const count = (counts.get(group(change)) ?? 0) + 1
      counts.set(group(change), count)
      return count <= maxOfKind
    })
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0
}
