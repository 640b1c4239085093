import { BadgeEventsError } from '../errors.js'
import { type HandlerFile, type Position, readHandlerFile } from '../scaffold/handler-file.js'
import type { Located } from './finding.js'

/** A file of the site with what could be read of it. */
export interface SourceFile extends Located {
  /** Absolute. */
  path: string
  /** Null when it does not parse, and for TypeScript. */
  module: HandlerFile | null
  /** Why it does not parse. */
  mistake: { reason: string; position: Position } | null
}

/** Reads a source text; one that does not parse is no error here. */
export function parseSource(path: string, file: string, text: string): SourceFile {
  const source = { path, file, text, module: null, mistake: null }
  if (isTypeScript(path)) return source
  try {
    return { ...source, module: readHandlerFile(text, file) }
  } catch (error) {
    if (!(error instanceof BadgeEventsError) || !error.frame) throw error
    const { line, column } = error.frame
    const reason = error.message.replace(/^.*?:\d+: /, '')
    return { ...source, mistake: { reason, position: { line, column } } }
  }
}

export function isTypeScript(path: string): boolean {
  return /\.[mc]?ts$/.test(path)
}
