import { byteOrderMark, type Node, type Syntax, walk } from './syntax.js'

/** How a file is written, so that what is added looks like the rest. */
export interface CodeStyle {
  quote: "'" | '"'
  semicolons: boolean
  /** One step of indentation. */
  indent: string
  lineEnd: '\n' | '\r\n' | '\r'
  finalNewline: boolean
  byteOrderMark: boolean
  hashbang: boolean
}

/** What a file of ours is written in. */
export const defaultStyle: CodeStyle = {
  quote: "'",
  semicolons: true,
  indent: '  ',
  lineEnd: '\n',
  finalNewline: true,
  byteOrderMark: false,
  hashbang: false,
}

/** Finds what the file does most often; the default where it shows nothing. */
export function readStyle(text: string, { program }: Syntax): CodeStyle {
  const quotes = new Tally<CodeStyle['quote']>()
  const semicolons = new Tally<boolean>()
  const indents = new Tally<string>()
  walk(program, (node, parent) => {
    if (node.type === 'Literal' && typeof node.value === 'string') {
      quotes.add(text[node.start] === '"' ? '"' : "'")
    }
    if (endsWithSemicolon(node, parent)) semicolons.add(text[node.end - 1] === ';')
    const step = indentStep(text, node)
    if (step !== null) indents.add(step)
  })
  const start = text.startsWith(byteOrderMark) ? 1 : 0
  return {
    quote: quotes.most() ?? defaultStyle.quote,
    semicolons: semicolons.most() ?? defaultStyle.semicolons,
    indent: indents.most() ?? defaultStyle.indent,
    lineEnd: readLineEnd(text),
    finalNewline: text.length === start || /[\r\n]$/.test(text),
    byteOrderMark: start === 1,
    hashbang: text.startsWith('#!', start),
  }
}

/** The line end that a text uses most. */
export function readLineEnd(text: string): CodeStyle['lineEnd'] {
  const lineEnds = new Tally<CodeStyle['lineEnd']>()
  for (const [end] of text.matchAll(/\r\n|\n|\r/g)) lineEnds.add(end as CodeStyle['lineEnd'])
  return lineEnds.most() ?? defaultStyle.lineEnd
}

function endsWithSemicolon(node: Node, parent: Node | null): boolean {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
      return true
    case 'VariableDeclaration':
      return parent?.type.startsWith('For') !== true
    case 'ExportNamedDeclaration':
      return node.declaration == null
    default:
      return false
  }
}

/** How much deeper the first line in a block stands than the line that opens it. */
function indentStep(text: string, node: Node): string | null {
  const first = firstChild(node)
  if (!first) return null
  const outer = indentOf(text, node.start)
  const inner = indentOf(text, first.start)
  const stands = inner.end === first.start && inner.start > outer.start
  if (!stands || !inner.text.startsWith(outer.text)) return null
  return inner.text.slice(outer.text.length) || null
}

function firstChild(node: Node): Node | undefined {
  switch (node.type) {
    case 'BlockStatement':
    case 'ClassBody':
      return node.body[0]
    case 'ObjectExpression':
      return node.properties[0]
    default:
      return undefined
  }
}

/** The white space at the start of the line that an offset is in. */
function indentOf(text: string, offset: number): { text: string; start: number; end: number } {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1
  const space = /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? ''
  return { text: space, start, end: start + space.length }
}

class Tally<Value> {
  readonly #counts = new Map<Value, number>()

  add(value: Value): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1)
  }

  /** The value seen most often, of equals the first; undefined when nothing was seen. */
  most(): Value | undefined {
    return [...this.#counts].reduce<[Value | undefined, number]>(
      (best, entry) => (entry[1] > best[1] ? entry : best),
      [undefined, 0],
    )[0]
  }
}
