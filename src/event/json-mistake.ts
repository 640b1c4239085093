export interface JsonMistake {
  offset: number
  /** What could have stood there instead. */
  expected: string
}

/**
 * The first place where a text stops being JSON. `JSON.parse` of Node 20 does not always say where
 * that is, so this reads the text once more, and only after `JSON.parse` has refused it.
 */
export function findMistake(text: string): JsonMistake {
  const scanner: Scanner = { text, at: 0 }
  try {
    skipValue(scanner)
    skipSpace(scanner)
    return { offset: scanner.at, expected: 'nothing more after the value' }
  } catch (mistake) {
    if (mistake instanceof Mistake) return { offset: mistake.offset, expected: mistake.expected }
    // Nested deeper than the stack allows; JSON.parse has refused the text, the place is unknown.
    return { offset: 0, expected: 'JSON' }
  }
}

interface Scanner {
  readonly text: string
  at: number
}

class Mistake {
  readonly offset: number
  readonly expected: string

  constructor(offset: number, expected: string) {
    this.offset = offset
    this.expected = expected
  }
}

const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y
const stringPart = /(?:[ !#-[\]-\u{10FFFF}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy

function skipValue(scanner: Scanner): void {
  skipSpace(scanner)
  const start = scanner.text[scanner.at]
  if (start === '{') skipObject(scanner)
  else if (start === '[') skipArray(scanner)
  else if (start === '"') skipString(scanner)
  else if (!skip(scanner, literal)) throw new Mistake(scanner.at, 'a value')
}

function skipObject(scanner: Scanner): void {
  scanner.at += 1
  if (isNext(scanner, '}')) return
  do {
    skipSpace(scanner)
    if (scanner.text[scanner.at] !== '"') throw new Mistake(scanner.at, 'a key in double quotes')
    skipString(scanner)
    if (!isNext(scanner, ':')) throw new Mistake(scanner.at, '":" after the key')
    skipValue(scanner)
  } while (isNext(scanner, ','))
  if (!isNext(scanner, '}')) throw new Mistake(scanner.at, '"," or "}"')
}

function skipArray(scanner: Scanner): void {
  scanner.at += 1
  if (isNext(scanner, ']')) return
  do skipValue(scanner)
  while (isNext(scanner, ','))
  if (!isNext(scanner, ']')) throw new Mistake(scanner.at, '"," or "]"')
}

function skipString(scanner: Scanner): void {
  scanner.at += 1
  skip(scanner, stringPart)
  const end = scanner.text[scanner.at]
  if (end === '\\') throw new Mistake(scanner.at, 'a valid escape such as \\n or \\u0041')
  if (end !== '"') throw new Mistake(scanner.at, 'a closing double quote')
  scanner.at += 1
}

function isNext(scanner: Scanner, character: string): boolean {
  skipSpace(scanner)
  if (scanner.text[scanner.at] !== character) return false
  scanner.at += 1
  return true
}

function skipSpace(scanner: Scanner): void {
  skip(scanner, /[ \t\r\n]*/y)
}

function skip(scanner: Scanner, pattern: RegExp): boolean {
  pattern.lastIndex = scanner.at
  const matched = pattern.exec(scanner.text)
  if (matched === null) return false
  scanner.at += matched[0].length
  return true
}
