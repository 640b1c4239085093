import { parse } from 'acorn'
import type { ShapeName } from '../platform/protocol.js'
import { findRegistrations } from './registrations.js'
import { bodyStart, type Node, nameOf, positionOf } from './syntax.js'

/** A name that the handler file exports or registers, and where its declaration stands. */
export interface HandlerExport {
  /** Of an export, or `badges.onBadgeAssigned` of a registration. */
  name: string
  /** Line and column in the bundle, 1-based; null when the declaration cannot be told. */
  position: [line: number, column: number] | null
  /** Offset just inside the function's body, for a debugger to stop at; null when it is no plain function. */
  bodyStart: number | null
  /** How it is offered; without it, as an export that Velo calls by its name. */
  shape?: Exclude<ShapeName, 'velo'>
}

/** Reads from a bundle which handlers it offers, in all shapes. */
export function readHandlers(code: string): {
  exports: HandlerExport[]
  registered: HandlerExport[]
} {
  const body = parseBody(code)
  const declarations = collectDeclarations(body)
  return {
    exports: exportsOf(body, declarations),
    registered: findRegistrations(body, (name) => declarations.get(name)?.value ?? null),
  }
}

/** Reads the exports of a bundle. The bundler writes them as one list at its end, over plain declarations. */
export function readExports(code: string): HandlerExport[] {
  const body = parseBody(code)
  return exportsOf(body, collectDeclarations(body))
}

function parseBody(code: string): Node[] {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  return program.body as unknown as Node[]
}

function exportsOf(body: Node[], declarations: ReadonlyMap<string, Declared>): HandlerExport[] {
  return body.flatMap((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') {
      return [{ name: 'default', position: null, bodyStart: null }]
    }
    if (statement.type !== 'ExportNamedDeclaration') return []
    return (statement.specifiers as Node[]).map((specifier) => {
      const declared = declarations.get(nameOf(specifier.local))
      return {
        name: nameOf(specifier.exported),
        position: declared ? positionOf(declared.node) : null,
        bodyStart: declared ? bodyStart(declared.value) : null,
      }
    })
  })
}

interface Declared {
  node: Node
  /** The function, or the value of the variable. */
  value: Node | null
}

function collectDeclarations(body: Node[]): Map<string, Declared> {
  const declarations = new Map<string, Declared>()
  for (const statement of body) {
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      declarations.set(nameOf(statement.id), { node: statement.id as Node, value: statement })
    }
    if (statement.type !== 'VariableDeclaration') continue
    for (const declarator of statement.declarations as Node[]) {
      const id = declarator.id as Node
      if (id.type !== 'Identifier') continue
      declarations.set(nameOf(id), { node: id, value: declarator.init as Node | null })
    }
  }
  return declarations
}
