import { BadgeEventsError } from '../errors.js'
import { findMistake } from './json-mistake.js'

/**
 * Parses JSON that a person may have written.
 *
 * @param name - what to call the text in messages, a file name if it has one
 * @throws BadgeEventsError `FIXTURE_INVALID` with line and column of the mistake
 */
export function parseJson(text: string, name = 'input'): unknown {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  try {
    return JSON.parse(content)
  } catch (cause) {
    const { offset, expected } = findMistake(content)
    const before = content.slice(0, offset).split('\n')
    const line = before.length
    const column = (before.at(-1) ?? '').length + 1
    const found = describeCharacter(content, offset)
    throw new BadgeEventsError(
      'FIXTURE_INVALID',
      `${name} is not valid JSON: line ${line}, column ${column}: expected ${expected}, got ${found}`,
      { frame: { file: name, line, column, lines: linesAround(content, line) }, cause },
    )
  }
}

function describeCharacter(text: string, offset: number): string {
  const code = text.codePointAt(offset)
  if (code === undefined) return 'the end'
  const character = String.fromCodePoint(code)
  return character === '\n' || character === '\r' ? 'the end of the line' : `"${character}"`
}

function linesAround(text: string, line: number): { number: number; text: string }[] {
  return text
    .split(/\r?\n/)
    .map((content, index) => ({ number: index + 1, text: content }))
    .slice(Math.max(0, line - 3), line + 2)
}
