import type { HandlerFile } from '../../scaffold/handler-file.js'
import { createNames } from '../../scaffold/names.js'
import { withoutPrefix } from '../handler-names.js'

/** A handler that calls something else, as Wix's page on export syntax shows it. */
export function wrapper({ style }: HandlerFile, name: string, callee: string): string {
  const { lineEnd, indent, semicolons } = style
  const call = `return ${callee}(event)${semicolons ? ';' : ''}`
  return `export function ${name}(event) {${lineEnd}${indent}${call}${lineEnd}}`
}

/** A name for what the handler calls: `onBadgeAssigned`, with a number when the file uses that already. */
export function calleeName(module: HandlerFile, name: string): string {
  return createNames(module).take(withoutPrefix(name))
}

/** A blank line of this file. */
export function blankLine({ style: { lineEnd } }: HandlerFile): string {
  return lineEnd + lineEnd
}

/** A statement's end of this file. */
export function semicolon({ style: { semicolons } }: HandlerFile): string {
  return semicolons ? ';' : ''
}

/** Whether a comment stands in a range, which would be lost with it. */
export function hasComment(
  { syntax }: HandlerFile,
  { start, end }: { start: number; end: number },
): boolean {
  return syntax.comments.some((comment) => comment.start < end && comment.end > start)
}
