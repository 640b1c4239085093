import type { HandlerFile } from '../handler-file.js'
import { type Node, walk } from '../syntax.js'
import type { Patient } from './write-cures.js'

/** How the handler around an offset calls its event; null outside of one. */
export function eventNameAt(
  file: HandlerFile,
  { handler, shape }: Pick<Patient, 'handler' | 'shape'>,
  offset: number,
): string | null {
  const velo = file.exports.map(({ name }) => name).filter((name) => /^wix\w+_on\w+$/.test(name))
  const around = (shape === 'velo' ? velo : [handler]).flatMap((name) => {
    const found = functionOf(file, name)
    return found && found.start <= offset && offset <= found.end ? [found.event] : []
  })
  return around.at(-1) ?? null
}

interface FoundFunction {
  start: number
  end: number
  /** How it calls its event. */
  event: string
}

/** A handler's function: declared or assigned under its name, or handed to the event that it is named after. */
export function functionOf({ syntax }: HandlerFile, handler: string): FoundFunction | undefined {
  const lastName = handler.split('.').at(-1)
  let found: FoundFunction | undefined
  walk(syntax.program, (node, parent) => {
    const isFunction =
      node.type === 'FunctionDeclaration' ||
      node.type === 'FunctionExpression' ||
      node.type === 'ArrowFunctionExpression'
    if (!isFunction) return
    const isNamed = node.type === 'FunctionDeclaration' && node.id?.name === handler
    if (!isNamed && nameGivenBy(parent) !== (handler.includes('.') ? lastName : handler)) return
    const [parameter] = node.params
    const event = parameter?.type === 'Identifier' ? parameter.name : 'event'
    found = { start: node.start, end: node.end, event }
  })
  return found
}

/** `onBadgeAssigned` of `badges.onBadgeAssigned((event) => …)`, `x` of `const x = (event) => …`. */
function nameGivenBy(parent: Node | null): string | undefined {
  if (parent?.type === 'VariableDeclarator') return nameOf(parent.id)
  if (parent?.type !== 'CallExpression' || parent.callee.type !== 'MemberExpression')
    return undefined
  return nameOf(parent.callee.property)
}

/** Of an identifier or a key in quotes. */
export function nameOf(key: Node): string | undefined {
  return key.type === 'Identifier'
    ? key.name
    : key.type === 'Literal'
      ? String(key.value)
      : undefined
}
