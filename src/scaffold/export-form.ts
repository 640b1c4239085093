import type { Declaration } from './declarations.js'
import type { Node, Range } from './syntax.js'

/** How a name comes to be exported. */
export type ExportForm =
  | 'function'
  | 'async-function'
  | 'arrow'
  | 'function-expression'
  | 'class'
  /** `export const x = imported`, `export { x }` of an import, `export { x } from`. */
  | 'imported-reexport'
  /** The value of a call: `export const x = pkg.wrap(() => …)`. */
  | 'dynamic'
  /** `export const x = obj.method`, `export const { x } = obj`. */
  | 'member'
  /** A function of this file under a name: `export const x = local`, `export { local as x }`. */
  | 'alias'
  /** `module.exports.x = …`, `exports.x = …`, `module.exports = { x }`. */
  | 'commonjs'
  | 'default'
  | 'other'

export interface ExportValue {
  form: ExportForm
  body: Range | null
}

export type Bindings = ReadonlyMap<string, Declaration>

// https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/java-script-velo/module-export-syntax
const called: readonly ExportForm[] = [
  'function',
  'async-function',
  'arrow',
  'function-expression',
  'alias',
]
const undocumented: readonly ExportForm[] = [
  'function-expression',
  'alias',
  'class',
  'default',
  'other',
]

export const isCalled = (form: ExportForm): boolean => called.includes(form)
export const isDocumented = (form: ExportForm): boolean => !undocumented.includes(form)

/** What a function, class or value is as an export. */
export function describeNode(
  node: Node | null,
  bindings: Bindings,
  seen: readonly string[] = [],
): ExportValue {
  switch (node?.type) {
    case 'FunctionDeclaration':
      if (node.generator) return { form: 'other', body: null }
      return { form: node.async ? 'async-function' : 'function', body: rangeOf(node.body) }
    case 'FunctionExpression':
      if (node.generator) return { form: 'other', body: null }
      return { form: 'function-expression', body: rangeOf(node.body) }
    case 'ArrowFunctionExpression':
      return { form: 'arrow', body: rangeOf(node.body) }
    case 'ClassDeclaration':
    case 'ClassExpression':
      return { form: 'class', body: null }
    case 'Identifier':
      // `const a = b; const b = a` parses.
      return seen.includes(node.name)
        ? { form: 'other', body: null }
        : describeExported(node.name, bindings, [...seen, node.name])
    case 'MemberExpression':
    case 'ChainExpression':
      return { form: 'member', body: null }
    case 'CallExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
    case 'AwaitExpression':
      return { form: 'dynamic', body: null }
    default:
      return { form: 'other', body: null }
  }
}

/** What a variable holds. */
export function describeVariable(
  declaration: Declaration | undefined,
  bindings: Bindings,
  seen: readonly string[] = [],
): ExportValue {
  if (declaration?.destructured) return { form: 'member', body: null }
  return describeNode(declaration?.value ?? null, bindings, seen)
}

/** The export of something under a name: a function of this file becomes an alias. */
export function describeExported(
  name: string,
  bindings: Bindings,
  seen: readonly string[] = [name],
): ExportValue {
  const declaration = bindings.get(name)
  if (declaration?.kind === 'import') return { form: 'imported-reexport', body: null }
  const value = describeVariable(declaration, bindings, seen)
  return isCalled(value.form) ? { form: 'alias', body: value.body } : value
}

function rangeOf({ start, end }: Range): Range {
  return { start, end }
}
