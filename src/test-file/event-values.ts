import { isRecord } from '../event/record.js'
import type { EventObject } from '../event/types.js'
import { toVelo } from '../event/velo.js'
import { Code, printText } from './print.js'

/** Writes a text by what it is in the event, where it is or has something of it. */
export type EventValues = (text: string) => Code | string

/** Shorter texts occur by chance. */
const minLength = 4
/** Ids and addresses; shorter ones are not looked for within other texts. */
const minInnerLength = 8

/** What texts a handler may have taken from its event, each as the code that reads it there. */
export function createEventValues(event: EventObject): EventValues {
  const { data, entity, metadata } = toVelo(event)
  const paths = new Map<string, string>()
  // The payload first: it says more of a member or a badge than the metadata.
  collect({ data, entity, metadata }, 'event', paths)
  const inner = [...paths]
    .filter(([text]) => text.length >= minInnerLength && !/\s/.test(text))
    .sort(([a], [b]) => b.length - a.length)
  return (text) => {
    const path = paths.get(text)
    if (path !== undefined) return new Code(path)
    return inner.some(([value]) => text.includes(value)) ? template(text, inner) : text
  }
}

function collect(value: unknown, path: string, paths: Map<string, string>): void {
  if (typeof value === 'string') {
    if (value.length >= minLength && !paths.has(value)) paths.set(value, path)
  } else if (value instanceof Date) {
    if (!paths.has(value.toISOString())) paths.set(value.toISOString(), path)
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) collect(item, `${path}[${index}]`, paths)
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) collect(item, path + step(key), paths)
  }
}

function step(key: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${printText(key)}]`
}

/** `Member ${event.data.memberId} was told` */
function template(text: string, inner: readonly (readonly [string, string])[]): Code {
  let rest = text
  let code = ''
  while (rest !== '') {
    const found = inner.find(([value]) => rest.startsWith(value))
    code += found ? `\${${found[1]}}` : escapeTemplate(rest.charAt(0), rest.charAt(1))
    rest = rest.slice(found ? found[0].length : 1)
  }
  return new Code(`\`${code}\``)
}

function escapeTemplate(character: string, next: string): string {
  if (character === '\n') return '\\n'
  if (character === '\r') return '\\r'
  const isSpecial = character === '`' || character === '\\' || (character === '$' && next === '{')
  return isSpecial ? `\\${character}` : character
}
