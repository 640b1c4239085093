import { type AnyNode, type Comment, type Program, parse } from 'acorn'
import { createCodeFrame } from '../code-frame.js'
import { BadgeEventsError } from '../errors.js'

export type Node = AnyNode
export type { Comment, Program } from 'acorn'

/** Offsets in the text of the file, `end` excluded. */
export interface Range {
  start: number
  end: number
}

/** 1-based, as editors count. */
export interface Position {
  line: number
  column: number
}

/** A file as its syntax tree. All offsets count in the text as it is, byte order mark included. */
export interface Syntax {
  program: Program
  comments: Comment[]
  /** Where a node begins. */
  positionOf(node: Node): Position
}

export const byteOrderMark = '\ufeff'

/**
 * Parses the text of an ES module.
 *
 * @param file - the name for messages
 * @throws BadgeEventsError `CODE_INVALID`, with the place
 */
export function parseModule(text: string, file: string): Syntax {
  const comments: Comment[] = []
  const shift = text.startsWith(byteOrderMark) ? 1 : 0
  try {
    const program = parse(neutral(text), {
      sourceType: 'module',
      ecmaVersion: 'latest',
      locations: true,
      onComment: comments,
    })
    const positionOf = (node: Node): Position => {
      const { line, column } = node.loc?.start ?? { line: 1, column: 0 }
      return { line, column: column + 1 - (line === 1 ? shift : 0) }
    }
    return { program, comments, positionOf }
  } catch (cause) {
    throw explain(cause, text, file, shift)
  }
}

/** All nodes below a node and itself, parents first; `enter` answers false to leave a part out. */
export function walk(node: Node, enter: (node: Node, parent: Node | null) => unknown): void {
  visit(node, null, enter)
}

function visit(
  node: Node,
  parent: Node | null,
  enter: (node: Node, parent: Node | null) => unknown,
): void {
  if (enter(node, parent) === false) return
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, node, enter)
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value
}

// A byte order mark hides a hashbang from the parser. Of the same length, so that offsets stay.
function neutral(text: string): string {
  const start = text.startsWith(byteOrderMark) ? ' ' : ''
  const rest = text.slice(start.length)
  return start + (rest.startsWith('#!') ? `//${rest.slice(2)}` : rest)
}

function explain(cause: unknown, text: string, file: string, shift: number): unknown {
  if (!(cause instanceof SyntaxError && 'loc' in cause)) return cause
  const { line, column } = cause.loc as Position
  const place = { file, line, column: column + 1 - (line === 1 ? shift : 0) }
  const reason = cause.message.replace(/ \(\d+:\d+\)$/, '')
  return new BadgeEventsError('CODE_INVALID', `Cannot read ${file}:${place.line}: ${reason}`, {
    hint: 'Mend the syntax there and run the command again. The file is as it was.',
    frame: createCodeFrame(text, place),
    cause,
  })
}
