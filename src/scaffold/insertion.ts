import type { HandlerFile } from './handler-file.js'
import { byteOrderMark } from './syntax.js'

/** Text to put in at an offset. Nothing is ever taken out. */
export interface Insertion {
  at: number
  text: string
}

/**
 * Puts an import where the imports are; without any, below the comments at the top of the file. Null when
 * it would come last anyway: then it belongs to what is put at the end.
 */
export function insertImport(file: HandlerFile, statement: string): Insertion | null {
  if (file.syntax.program.body.length === 0) return null
  const last = file.imports.at(-1)
  return last ? below(file, last.end, statement) : atTop(file, statement)
}

/** Puts blocks at the end, with a blank line before each. */
export function insertAtEnd({ text, style }: HandlerFile, blocks: readonly string[]): Insertion {
  const { lineEnd, finalNewline } = style
  return {
    at: text.length,
    text:
      blankLineAfter(text, lineEnd) + joinBlocks(blocks, lineEnd) + (finalNewline ? lineEnd : ''),
  }
}

export function joinBlocks(blocks: readonly string[], lineEnd: string): string {
  return blocks.join(lineEnd + lineEnd)
}

/** What is missing for a blank line to stand between a text and what follows it. */
function blankLineAfter(text: string, lineEnd: string): string {
  if (/^\ufeff?$/.test(text)) return ''
  if (!/[\r\n]$/.test(text)) return lineEnd + lineEnd
  return /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$|^\ufeff?(?:\r\n|\n|\r)$/.test(text) ? '' : lineEnd
}

/** On a line of its own below the statement that ends at an offset. */
function below(
  { text, style, syntax }: HandlerFile,
  end: number,
  statement: string,
): Insertion | null {
  const { lineEnd } = style
  // A comment behind the statement belongs to it; other code may go on over the next lines.
  let at = end
  for (;;) {
    at += /^[ \t;]*/.exec(text.slice(at))?.[0].length ?? 0
    const comment = syntax.comments.find(({ start }) => start === at)
    if (!comment || /[\r\n]/.test(text.slice(comment.start, comment.end))) break
    at = comment.end
  }
  if (at === text.length) return null
  const newline = /^(?:\r\n|\n|\r)/.exec(text.slice(at))?.[0]
  return newline
    ? { at: at + newline.length, text: statement + lineEnd }
    : { at: end, text: lineEnd + statement + lineEnd }
}

function atTop(file: HandlerFile, statement: string): Insertion | null {
  const { text, style, syntax } = file
  const { lineEnd } = style
  const directive = syntax.program.body
    .filter((node) => 'directive' in node && node.directive)
    .at(-1)
  if (directive) return below(file, directive.end, lineEnd + statement)
  const at = headerEnd(file)
  const blank = /^[\r\n]/.test(text.slice(at))
  const isFirst = at === 0 || text.slice(0, at) === byteOrderMark
  return {
    at,
    text: (blank && !isFirst ? lineEnd : '') + statement + lineEnd + (blank ? '' : lineEnd),
  }
}

/**
 * Where the comments about the file end: the hashbang, those that tools read (`// @ts-check`), and those
 * that a blank line parts from the code. Always the start of a line.
 */
function headerEnd({ text, syntax }: HandlerFile): number {
  const first = syntax.program.body[0]?.start ?? text.length
  let end = text.startsWith(byteOrderMark) ? 1 : 0
  for (const { start, end: commentEnd, value } of syntax.comments) {
    const newline = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(commentEnd))?.[0]
    if (commentEnd > first || newline === undefined) break
    const after = commentEnd + newline.length
    const isApart = /^[ \t]*[\r\n]/.test(text.slice(after))
    if (isApart || text.startsWith('#!', start) || forTools.test(value)) end = after
  }
  return end
}

const forTools = /^!|@ts-|eslint|prettier|biome|@license|@file|copyright/i
