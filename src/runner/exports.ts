import { parse } from 'acorn'

/** A name that the handler file exports, and where its declaration stands. */
export interface HandlerExport {
  name: string
  /** Line and column in the bundle, 1-based; null when the declaration cannot be told. */
  position: [line: number, column: number] | null
  /** Offset just inside the function's body, for a debugger to stop at; null when it is no plain function. */
  bodyStart: number | null
}

type Node = { type: string; start: number; [key: string]: unknown }

/** Reads the exports of a bundle. The bundler writes them as one list at its end, over plain declarations. */
export function readExports(code: string): HandlerExport[] {
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module', locations: true })
  const body = program.body as unknown as Node[]
  const declarations = collectDeclarations(body)
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

function nameOf(node: unknown): string {
  const { name, value } = node as { name?: unknown; value?: unknown }
  return String(name ?? value ?? '')
}

function positionOf(node: Node): [number, number] {
  const { start } = node.loc as { start: { line: number; column: number } }
  return [start.line, start.column + 1]
}

function bodyStart(value: Node | null): number | null {
  const body = value?.body as Node | undefined
  return body?.type === 'BlockStatement' ? body.start + 1 : null
}
