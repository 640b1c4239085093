import { boundNames } from '../../scaffold/declarations.js'
import type { HandlerFile } from '../../scaffold/handler-file.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { isFunction } from './functions.js'

/** A use of a Wix module: `wixData.query('x').eq('a', 1).find()` is `query`, `eq`, `find` of `wix-data`. */
export interface Chain {
  /** The specifier; `fetch` for the global one. */
  module: string
  /** Names after the module, in their order. */
  names: string[]
  /** As the code writes it: `wixData.query`. */
  text: string
  /** The last thing is a call. */
  called: boolean
  elevated: boolean
}

export type Chains = (node: Node) => Chain | null

const wixModule = /^(?:wix-|@wix\/|interfaces-)/

/**
 * Finds out which Wix module an expression of this file leads to. Best effort: names that are bound more
 * than once lead nowhere.
 */
export function createChains(module: HandlerFile): Chains {
  const roots = importedRoots(module)
  const locals = localBindings(module)
  const pending = new Set<string>()

  const chainOf: Chains = (node) => {
    switch (node.type) {
      case 'Identifier':
        return identifierChain(node.name)
      case 'ChainExpression':
        return chainOf(node.expression)
      case 'MemberExpression': {
        const name = memberName(node)
        const chain = chainOf(node.object)
        return chain && name !== null ? extend(chain, name) : null
      }
      case 'CallExpression':
        return callChain(node)
      default:
        return null
    }
  }

  const callChain = (node: Node & { type: 'CallExpression' }): Chain | null => {
    const callee = chainOf(node.callee)
    if (!callee) return null
    const [first] = node.arguments
    if (isElevate(callee)) {
      const inner = first && first.type !== 'SpreadElement' ? chainOf(first) : null
      return inner && { ...inner, elevated: true }
    }
    return { ...callee, called: true }
  }

  const identifierChain = (name: string): Chain | null => {
    const bindings = locals.get(name) ?? []
    const root = roots.get(name)
    if (root) return bindings.length === 0 ? root : null
    if (name === 'fetch' && bindings.length === 0) return globalFetch
    const [value] = bindings
    if (bindings.length !== 1 || !value || pending.has(name)) return null
    pending.add(name)
    const chain = chainOf(value)
    pending.delete(name)
    // The result of a call is no part of the module, but an elevated function is.
    return chain && !chain.called ? { ...chain, text: name } : null
  }

  return chainOf
}

/** Whether a chain is a call that gives a promise. Builders do nothing until their last call. */
export function isPromise({ module, names, called }: Chain): boolean {
  if (!called || isSynchronous(module)) return false
  const last = names.at(-1) ?? ''
  if (last === 'elevate') return false
  if (settlers.includes(last)) return true
  return !names.some((name) => builder.test(name))
}

/** The name of a member, also of `object['name']`; null when it is computed. */
export function memberName(node: Node & { type: 'MemberExpression' }): string | null {
  const { property, computed } = node
  if (property.type === 'Identifier' && !computed) return property.name
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
}

const settlers = ['find', 'count', 'distinct', 'run']
const builder = /^(?:query(?!Referenced)\w*|aggregate|filter|sort)$/
const globalFetch: Chain = {
  module: 'fetch',
  names: [],
  text: 'fetch',
  called: false,
  elevated: false,
}

/** Their functions make values: responses, wrapped functions. */
function isSynchronous(module: string): boolean {
  return (
    module === 'wix-web-module' || module === 'wix-http-functions' || /^interfaces-/.test(module)
  )
}

function isElevate({ module, names }: Chain): boolean {
  const fromAuth = module === 'wix-auth' || module === '@wix/essentials'
  return fromAuth && names.at(-1) === 'elevate'
}

function extend(chain: Chain, name: string): Chain {
  const text = chain.called ? chain.text : `${chain.text}.${name}`
  return { ...chain, names: [...chain.names, name], text, called: false }
}

function importedRoots({ imports }: HandlerFile): Map<string, Chain> {
  return new Map(
    imports
      .filter(({ specifier }) => wixModule.test(specifier))
      .flatMap(({ specifier, names }) =>
        names.map(({ imported, local }) => {
          const isWhole = imported === 'default' || imported === '*'
          const chain: Chain = {
            module: specifier,
            names: isWhole ? [] : [imported],
            text: local,
            called: false,
            elevated: false,
          }
          return [local, chain] as const
        }),
      ),
  )
}

/** What each name is bound to, imports left out; null for what is no plain `const`. */
function localBindings({ syntax }: HandlerFile): Map<string, (Node | null)[]> {
  const bindings = new Map<string, (Node | null)[]>()
  const add = (name: string, value: Node | null) =>
    bindings.set(name, [...(bindings.get(name) ?? []), value])
  walk(syntax.program, (node) => {
    if (isFunction(node)) {
      for (const parameter of node.params) {
        for (const { name } of boundNames(parameter)) add(name, null)
      }
      if (node.type === 'FunctionDeclaration' && node.id) add(node.id.name, null)
    }
    if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) {
        const isPlain = node.kind === 'const' && id.type === 'Identifier'
        for (const { name } of boundNames(id)) add(name, isPlain ? (init ?? null) : null)
      }
    }
    if (node.type === 'ClassDeclaration' && node.id) add(node.id.name, null)
    if (node.type === 'CatchClause' && node.param) {
      for (const { name } of boundNames(node.param)) add(name, null)
    }
  })
  return bindings
}
