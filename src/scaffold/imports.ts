import type { ImportDeclaration, ImportSpecifier } from 'acorn'
import type { Position, Range, Syntax } from './syntax.js'

export interface FileImport extends Range {
  specifier: string
  /** `imported` is `default` or `*` for those two forms; empty for `import 'x'`. */
  names: { imported: string; local: string }[]
  position: Position
}

/** The import statements of a module, in their order. */
export function readImports({ program, positionOf }: Syntax): FileImport[] {
  return program.body.flatMap((statement) =>
    statement.type === 'ImportDeclaration'
      ? [
          {
            specifier: String(statement.source.value),
            names: statement.specifiers.map(readName),
            position: positionOf(statement),
            start: statement.start,
            end: statement.end,
          },
        ]
      : [],
  )
}

function readName(specifier: ImportDeclaration['specifiers'][number]): FileImport['names'][number] {
  return { imported: importedName(specifier), local: specifier.local.name }
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  return moduleName(specifier.imported)
}

/** A name in an import or export list: an identifier or, since ES2022, a string. */
export function moduleName(node: ImportSpecifier['imported']): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}
