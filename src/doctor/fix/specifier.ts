import type { ExportNamedDeclaration, ExportSpecifier } from 'acorn'
import type MagicString from 'magic-string'
import type { HandlerExport, HandlerFile } from '../../scaffold/handler-file.js'
import { blankLine, calleeName, hasComment, semicolon, wrapper } from './write.js'

/** Takes a name out of `export { … }` and adds a function of that name. */
export function replaceSpecifier(
  edited: MagicString,
  statement: ExportNamedDeclaration,
  handler: HandlerExport,
  module: HandlerFile,
): boolean {
  const specifier = statement.specifiers.find(({ start }) => start === handler.start)
  if (!specifier || hasComment(module, statement)) return false
  const { name } = handler
  if (statement.source) {
    const callee = calleeName(module, name)
    const from = edited.original.slice(statement.source.start, statement.end).replace(/;$/, '')
    const imported = edited.original.slice(specifier.local.start, specifier.local.end)
    const add = `import { ${imported} as ${callee} } from ${from}${semicolon(module)}`
    finish(edited, statement, specifier, module, add + blankLine(module), name, callee)
    return true
  }
  const callee = handler.local === name ? freeName(edited, handler, module) : handler.local
  if (callee === null) return false
  finish(edited, statement, specifier, module, '', name, callee)
  return true
}

function finish(
  edited: MagicString,
  statement: ExportNamedDeclaration,
  specifier: ExportSpecifier,
  module: HandlerFile,
  before: string,
  name: string,
  callee: string,
): void {
  const added = before + wrapper(module, name, callee)
  if (statement.specifiers.length === 1) {
    edited.overwrite(statement.start, statement.end, added)
    return
  }
  removeFromList(edited, statement.specifiers, specifier)
  edited.appendLeft(statement.end, blankLine(module) + added)
}

/** With the comma and the white space that part it from its neighbour. */
function removeFromList(
  edited: MagicString,
  list: readonly ExportSpecifier[],
  specifier: ExportSpecifier,
): void {
  const index = list.indexOf(specifier)
  const next = list[index + 1]
  const previous = list[index - 1]
  if (next) edited.remove(specifier.start, next.start)
  else if (previous) edited.remove(previous.end, specifier.end)
}

/**
 * The function takes over the name, so what had it gets another one: the import, or the constant. Other
 * code of the file that uses the name calls the function then, which calls the same.
 */
function freeName(
  edited: MagicString,
  { name }: HandlerExport,
  module: HandlerFile,
): string | null {
  const declaration = module.declarations.find((candidate) => candidate.name === name)
  if (!declaration) return null
  const callee = calleeName(module, name)
  const written = edited.original.slice(declaration.start, declaration.end)
  switch (declaration.kind) {
    case 'import': {
      if (written.startsWith('*') || written.includes('/*')) return null
      const { names = [] } =
        module.imports.find(
          ({ start, end }) => start <= declaration.start && end >= declaration.end,
        ) ?? {}
      const imported = names.find(({ local }) => local === name)?.imported
      if (imported === undefined) return null
      const renamed =
        imported === 'default' && written === name ? callee : `${asWritten(written)} as ${callee}`
      edited.overwrite(declaration.start, declaration.end, renamed)
      return callee
    }
    case 'const':
      if (declaration.destructured || !written.startsWith(name)) return null
      edited.overwrite(declaration.start, declaration.start + name.length, callee)
      return callee
    default:
      return null
  }
}

/** `original` of `original as name`. */
function asWritten(specifier: string): string {
  return specifier.replace(/\s+as\s+[^\s]+$/, '')
}
