/** Code that stands for itself: `event.data.memberId`. */
export class Code {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A call with one argument: `expect.objectContaining({ … })`. */
export class Call {
  readonly name: string
  readonly argument: Expression

  constructor(name: string, argument: Expression) {
    this.name = name
    this.argument = argument
  }
}

/** A value as it is written in code. */
export type Expression =
  | Code
  | Call
  | null
  | boolean
  | number
  | string
  | Expression[]
  | { [key: string]: Expression }

export const columns = 100

/**
 * Writes a value as JavaScript: on one line where it fits, else a line for each of its parts.
 *
 * @param indent - spaces before the line it stands in
 * @param used - columns of that line that are taken
 */
export function printExpression(value: Expression, indent: number, used = indent): string {
  const line = printLine(value)
  if (used + line.length <= columns || value === null || typeof value !== 'object') return line
  if (value instanceof Code) return line
  if (value instanceof Call) {
    const head = `${value.name}(`
    return `${head}${printExpression(value.argument, indent, used + head.length + 1)})`
  }
  const inner = ' '.repeat(indent + 2)
  const parts = Array.isArray(value)
    ? value.map((item) => printExpression(item, indent + 2))
    : Object.entries(value).map(([key, item]) => {
        const name = `${printKey(key)}: `
        return name + printExpression(item, indent + 2, indent + 2 + name.length)
      })
  if (parts.length === 0) return line
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${' '.repeat(indent)}${close}`
}

/** On one line, however long. */
export function printLine(value: Expression): string {
  if (value instanceof Code) return value.text
  if (value instanceof Call) return `${value.name}(${printLine(value.argument)})`
  if (typeof value === 'string') return printText(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return `[${value.map(printLine).join(', ')}]`
  const fields = Object.entries(value).map(([key, item]) => `${printKey(key)}: ${printLine(item)}`)
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
}

/** A text in single quotes; in double quotes where that needs no backslash. */
export function printText(text: string): string {
  const escaped = JSON.stringify(text)
  if (text.includes("'") && !text.includes('"')) return escaped
  return `'${escaped.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function printKey(key: string): string {
  // As a key of its own, not as the prototype of the object.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key)
}
