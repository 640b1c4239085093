import { parseEnv } from 'node:util'
import { boundNames } from '../../scaffold/declarations.js'
import { type Node, walk } from '../../scaffold/syntax.js'
import { memberName } from '../code/chain.js'
import { platformCalls } from '../code/platform-calls.js'
import { createFinding, type Finding } from '../finding.js'
import type { Site } from '../site.js'
import type { SourceFile } from '../source-file.js'
import type { Rule } from './rule.js'

const modules = ['wix-secrets-backend', 'wix-secrets-backend.v2', '@wix/secrets']

/** Secrets that the code asks for and nobody defines, and secret values taken for strings. */
export const secrets: Rule = (site) => {
  const defined = definedNames(site)
  const asked = new Set<string>()
  return [site.events, ...site.others].flatMap((source) =>
    source ? findIn(source, defined, asked) : [],
  )
}

function findIn(source: SourceFile, defined: Set<string>, asked: Set<string>): Finding[] {
  const { module } = source
  if (!module) return []
  const { program, positionOf } = module.syntax
  return platformCalls(module).flatMap(({ chain, node }): Finding[] => {
    const method = chain.names.at(-1)
    if (!modules.includes(chain.module)) return []
    const found: Finding[] = []
    const [name] = node.arguments
    const isGet = method === 'getSecret' || method === 'getSecretValue'
    if (isGet && name?.type === 'Literal' && typeof name.value === 'string') {
      const secret = name.value
      if (!defined.has(secret) && !asked.has(secret)) {
        asked.add(secret)
        const at = { source, position: positionOf(name) }
        found.push(createFinding('secret-undefined', { name: secret }, at))
      }
    }
    if (method === 'getSecretValue' && isUsedAsString(node, program)) {
      const at = { source, position: positionOf(node) }
      found.push(createFinding('secret-value-as-string', { call: chain.text }, at))
    }
    return found
  })
}

/** As `simulate` answers secrets: from `.env.local` and `.env`. */
function definedNames(site: Site): Set<string> {
  return new Set(
    ['.env.local', '.env'].flatMap((file) => Object.keys(parseEnv(site.read(file) ?? ''))),
  )
}

/** Whether the awaited value, or the constant that holds it, is put into a text or treated as one. */
function isUsedAsString(call: Node, program: Node): boolean {
  let verdict = false
  walk(program, (node, parent) => {
    if (node.type !== 'AwaitExpression' || node.argument !== call) return true
    if (isText(node, parent)) verdict = true
    if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
      verdict = isNameText(parent.id, program)
    }
    return false
  })
  return verdict
}

function isNameText(id: Node & { name: string }, program: Node): boolean {
  let found = false
  let isObject = false
  const sameNames: Node[] = []
  walk(program, (node, parent) => {
    if (node.type === 'VariableDeclarator') sameNames.push(...boundNames(node.id))
    if (node.type !== 'Identifier' || node.name !== id.name || node === id) return
    found ||= isText(node, parent)
    isObject ||= parent?.type === 'MemberExpression' && memberName(parent) === 'value'
  })
  const isOnly = sameNames.filter((node) => 'name' in node && node.name === id.name).length === 1
  return found && !isObject && isOnly
}

/** In a template, added to a text, or with a member that only a string has. */
function isText(node: Node, parent: Node | null): boolean {
  switch (parent?.type) {
    case 'TemplateLiteral':
      return true
    case 'BinaryExpression':
      return parent.operator === '+'
    case 'MemberExpression':
      return parent.object === node && (memberName(parent) ?? '') in String.prototype
    default:
      return false
  }
}
