import type { HandlerExport, HandlerFile } from '../../scaffold/handler-file.js'
import { createFinding, type Finding } from '../finding.js'
import { namedExports, starNames } from '../handler-exports.js'
import { looksLikeHandler } from '../handler-names.js'
import type { SourceFile } from '../source-file.js'
import type { HandlerRule } from './rule.js'

/**
 * Handlers in a form that Wix does not call.
 * https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/java-script-velo/module-export-syntax
 */
export const exportForm: HandlerRule = ({ events }) => {
  const { module } = events ?? {}
  if (!events || !module) return []
  const handlers = namedExports(module).filter(({ name }) => looksLikeHandler(name))
  return [
    ...handlers.flatMap((handler) => judge(handler, events, module)),
    ...starNames(events)
      .filter(({ name }) => looksLikeHandler(name))
      .map(({ name, from, position }) =>
        createFinding('handler-star-exported', { name, from }, { source: events, position }),
      ),
  ]
}

function judge(handler: HandlerExport, source: SourceFile, module: HandlerFile): Finding[] {
  const { name, form, position } = handler
  const at = { source, position }
  switch (form) {
    case 'imported-reexport':
      return handler.local === null
        ? [createFinding('handler-reexported-from', { name, from: sourceOf(handler, module) }, at)]
        : [createFinding('handler-reexported', { name, local: importedLocal(handler, module) }, at)]
    case 'dynamic':
      return [createFinding('handler-dynamic', { name }, at)]
    case 'member':
      return [createFinding('handler-member', { name }, at)]
    case 'commonjs':
      return [createFinding('handler-commonjs', { name }, at)]
    case 'class':
    case 'other':
      return [createFinding('handler-not-a-function', { name, is: kindOf(handler, module) }, at)]
    default:
      return []
  }
}

/** The module of an `export … from`. */
function sourceOf({ statement }: HandlerExport, { syntax }: HandlerFile): string {
  const found = syntax.program.body.find(({ start }) => start === statement.start)
  const from = found && 'source' in found ? found.source : null
  return from ? String(from.value) : ''
}

/** The imported name behind `export const x = imported`, or behind a chain of constants. */
function importedLocal({ local, name }: HandlerExport, { declarations }: HandlerFile): string {
  let current = local ?? name
  const seen = new Set<string>()
  while (!seen.has(current)) {
    seen.add(current)
    const declaration = declarations.find((candidate) => candidate.name === current)
    if (declaration?.value?.type !== 'Identifier') break
    current = declaration.value.name
  }
  return current
}

function kindOf({ local, form }: HandlerExport, { declarations }: HandlerFile): string {
  if (form === 'class') return 'a class'
  const declaration = declarations.find(({ name }) => name === local)
  const { value } = declaration ?? {}
  if (!value) return 'a variable without a value'
  const isGenerator =
    (value.type === 'FunctionDeclaration' || value.type === 'FunctionExpression') && value.generator
  if (isGenerator) return 'a generator'
  if (value.type === 'ObjectExpression') return 'an object'
  return value.type === 'Literal' ? 'a constant value' : 'a value'
}
