import type { ExportNamedDeclaration, ExportSpecifier } from 'acorn'
import { readCommonJs } from './commonjs.js'
import { boundNames, type Declaration } from './declarations.js'
import {
  type Bindings,
  describeExported,
  describeNode,
  describeVariable,
  type ExportForm,
  type ExportValue,
  isCalled,
  isDocumented,
} from './export-form.js'
import { moduleName } from './imports.js'
import type { Node, Position, Range, Syntax } from './syntax.js'

export interface HandlerExport extends Range {
  name: string
  form: ExportForm
  /**
   * Whether an event calls it. Wix names the forms that it does not call (re-exported imports,
   * dynamic values, members, CommonJS); a form that it names neither way counts as called when it is
   * a function of this very file.
   */
  calledByWix: boolean
  /** Whether Wix's page on module export syntax names this form, one way or the other. */
  documented: boolean
  /** The top-level name behind it; null when there is none that code of this file could call. */
  local: string | null
  /** The whole statement; `start` and `end` are of the declaration or list entry alone. */
  statement: Range
  /** Where the exported name stands. */
  position: Position
  /** The function's body, braces included. */
  body: Range | null
}

export interface StarExport extends Range {
  specifier: string
  position: Position
}

/** What a module exports by name, CommonJS included. */
export function readExports(syntax: Syntax, declarations: readonly Declaration[]): HandlerExport[] {
  const bindings: Bindings = new Map(
    declarations.map((declaration) => [declaration.name, declaration]),
  )
  const { positionOf } = syntax
  const create = (
    name: string,
    value: ExportValue,
    local: string | null,
    { node, at, statement }: { node: Range; at: Node; statement: Range },
  ): HandlerExport => ({
    name,
    form: value.form,
    calledByWix: isCalled(value.form),
    documented: isDocumented(value.form),
    local,
    start: node.start,
    end: node.end,
    statement: { start: statement.start, end: statement.end },
    position: positionOf(at),
    body: value.body,
  })

  const fromDeclaration = (
    statement: ExportNamedDeclaration,
    declaration: NonNullable<ExportNamedDeclaration['declaration']>,
  ): HandlerExport[] => {
    if (declaration.type !== 'VariableDeclaration') {
      const { id } = declaration
      const at = { node: declaration, at: id, statement }
      return [create(id.name, describeNode(declaration, bindings), id.name, at)]
    }
    return declaration.declarations.flatMap((declarator) =>
      boundNames(declarator.id).map((id) => {
        const at = { node: declarator, at: id, statement }
        return create(id.name, describeVariable(bindings.get(id.name), bindings), id.name, at)
      }),
    )
  }

  const fromSpecifier = (
    statement: ExportNamedDeclaration,
    specifier: ExportSpecifier,
  ): HandlerExport => {
    const name = moduleName(specifier.exported)
    const at = { node: specifier, at: specifier.exported, statement }
    if (statement.source) return create(name, { form: 'imported-reexport', body: null }, null, at)
    const local = moduleName(specifier.local)
    return create(name, describeExported(local, bindings), local, at)
  }

  const found = syntax.program.body.flatMap((statement): HandlerExport[] => {
    switch (statement.type) {
      case 'ExportNamedDeclaration':
        return statement.declaration
          ? fromDeclaration(statement, statement.declaration)
          : statement.specifiers.map((specifier) => fromSpecifier(statement, specifier))
      case 'ExportDefaultDeclaration':
        return [
          create('default', { form: 'default', body: null }, null, {
            node: statement.declaration,
            at: statement,
            statement,
          }),
        ]
      case 'ExportAllDeclaration':
        if (!statement.exported) return []
        return [
          create(moduleName(statement.exported), { form: 'imported-reexport', body: null }, null, {
            node: statement,
            at: statement.exported,
            statement,
          }),
        ]
      default:
        return []
    }
  })
  const commonJs = readCommonJs(syntax, new Set(bindings.keys())).map((entry) =>
    create(entry.name, { form: 'commonjs', body: null }, null, entry),
  )
  return [...found, ...commonJs]
}

/** The modules whose names are all exported again. */
export function readStarExports({ program, positionOf }: Syntax): StarExport[] {
  return program.body.flatMap((statement) =>
    statement.type === 'ExportAllDeclaration' && !statement.exported
      ? [
          {
            specifier: String(statement.source.value),
            position: positionOf(statement),
            start: statement.start,
            end: statement.end,
          },
        ]
      : [],
  )
}
