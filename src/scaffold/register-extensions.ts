import MagicString from 'magic-string'
import { type HandlerFile, readHandlerFile } from './handler-file.js'
import { insertImport } from './insertion.js'
import { createNames } from './names.js'
import { restyle } from './restyle.js'
import type { Node } from './syntax.js'

export interface Registration {
  /** Name of the import. */
  name: string
  /** Relative to `src`, without `.ts`. */
  path: string
}

export interface RegistryPlan {
  text: string
  /** Names of the imports that are new. */
  added: string[]
  /** What could not be put in, because the file is not of the form that is known. */
  unregistered: Registration[]
}

/**
 * Registers extensions in the text of `src/extensions.ts`, `export default app().use(a).use(b)`: an import
 * and a `.use(…)` each. What mentions the path already counts as registered.
 */
export function registerExtensions(
  text: string,
  registrations: readonly Registration[],
): RegistryPlan {
  const missing = registrations.filter(({ path }) => !text.includes(path.replace('./', '/')))
  const file = tryRead(text)
  const chain = file && findChain(file)
  if (missing.length === 0) return { text, added: [], unregistered: [] }
  if (!file || !chain) return { text, added: [], unregistered: missing }

  const names = createNames(file)
  const extension = file.imports.some(({ specifier }) => /^\.[^'"]*\.extension$/.test(specifier))
    ? ''
    : '.ts'
  const entries = missing.map(({ name, path }) => ({
    local: names.take(name),
    path: path + extension,
  }))
  const statements = entries.map(({ local, path }) =>
    restyle([`import ${local} from '${path}';`], file.style),
  )
  const edited = new MagicString(text)
  const insertion = insertImport(file, statements.join(file.style.lineEnd))
  if (!insertion) return { text, added: [], unregistered: missing }
  edited.appendLeft(insertion.at, insertion.text)
  const separator = separatorOf(file, chain)
  edited.appendLeft(chain.end, entries.map(({ local }) => `${separator}.use(${local})`).join(''))
  return { text: edited.toString(), added: entries.map(({ local }) => local), unregistered: [] }
}

/** The file may hold TypeScript that this parser does not read. */
function tryRead(text: string): HandlerFile | null {
  try {
    return readHandlerFile(text, 'src/extensions.ts')
  } catch {
    return null
  }
}

/** The expression `app().use(…)…` that is exported, by itself or through a constant. */
function findChain(file: HandlerFile): Node | null {
  const statement = file.syntax.program.body.find(({ type }) => type === 'ExportDefaultDeclaration')
  if (statement?.type !== 'ExportDefaultDeclaration') return null
  let node: Node | null = statement.declaration
  if (node.type === 'Identifier') {
    const { name } = node
    node = file.declarations.find((declaration) => declaration.name === name)?.value ?? null
  }
  const app = file.imports
    .flatMap(({ names }) => names)
    .find(({ imported }) => imported === 'app')?.local
  return node && app !== undefined && rootOf(node) === app ? node : null
}

/** `app` of `app().use(a).use(b)`. */
function rootOf(node: Node): string | null {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'MemberExpression') return rootOf(node.object)
  if (node.type === 'CallExpression') return rootOf(node.callee)
  return null
}

/** What stands before the last `.use` when that is on a line of its own; else a new line, one step in. */
function separatorOf({ text, style }: HandlerFile, chain: Node): string {
  const before =
    chain.type === 'CallExpression' && chain.callee.type === 'MemberExpression'
      ? text.slice(chain.callee.object.end, chain.callee.property.start)
      : ''
  return /^\s*\n[ \t]*\.$/.test(before)
    ? style.lineEnd + before.slice(before.lastIndexOf('\n') + 1, -1)
    : style.lineEnd + style.indent
}
