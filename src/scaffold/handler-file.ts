import { type CodeStyle, readStyle } from './code-style.js'
import { type Declaration, readDeclarations } from './declarations.js'
import { type HandlerExport, readExports, readStarExports, type StarExport } from './exports.js'
import { type FileImport, readImports } from './imports.js'
import { parseModule, type Syntax } from './syntax.js'

export type { CodeStyle } from './code-style.js'
export type { Declaration } from './declarations.js'
export type { ExportForm } from './export-form.js'
export type { HandlerExport, StarExport } from './exports.js'
export type { FileImport } from './imports.js'
export type { Position, Range } from './syntax.js'

/** What an `events.js` holds, as Wix reads it. */
export interface HandlerFile {
  text: string
  exports: HandlerExport[]
  /** `export * from`: which names these add, the file itself does not say. */
  starExports: StarExport[]
  imports: FileImport[]
  /** Names bound at the top level, imports included. */
  declarations: Declaration[]
  style: CodeStyle
  syntax: Syntax
}

/**
 * Reads an `events.js`: what it exports in which form, and whether Wix calls that form.
 *
 * @param file - the name for messages
 * @throws BadgeEventsError `CODE_INVALID`, with the place, when it does not parse as an ES module
 */
export function readHandlerFile(text: string, file = 'events.js'): HandlerFile {
  const syntax = parseModule(text, file)
  const declarations = readDeclarations(syntax)
  return {
    text,
    exports: readExports(syntax, declarations),
    starExports: readStarExports(syntax),
    imports: readImports(syntax),
    declarations,
    style: readStyle(text, syntax),
    syntax,
  }
}
