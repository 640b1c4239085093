import { describe, expect, test } from 'vitest'
import { createCodeFrame, readCodeFrame } from '../../src/code-frame.js'
import { renderCodeFrame } from '../../src/output/render/code-frame.js'
import { createTheme } from '../../src/output/theme.js'

const plain = await createTheme(false)
const text = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`).join('\n')

function render(code: string, line: number, column: number): string {
  return renderCodeFrame(createCodeFrame(code, { file: 'a.js', line, column }), plain)
}

describe('a code frame', () => {
  test('shows two lines before and after, and a caret', () => {
    expect(render(text, 9, 6)).toBe(
      [
        '     7 | line 7',
        '     8 | line 8',
        '  >  9 | line 9',
        '       |      ^',
        '    10 | line 10',
        '    11 | line 11',
      ].join('\n'),
    )
  })

  test('stops at the ends of the file', () => {
    expect(render('only', 1, 1)).toBe('  > 1 | only\n      | ^')
  })

  test('keeps the caret below its column behind tabs and control characters', () => {
    expect(render('\tthrow 1', 1, 2)).toBe('  > 1 |   throw 1\n      |   ^')
    expect(render('"\u001b"; throw 1', 1, 6)).toBe(
      '  > 1 | "\\u001b"; throw 1\n      |           ^',
    )
  })

  test('reads files with the line ends of Windows', () => {
    expect(render('a\r\nb\r\n', 2, 1)).toContain('  > 2 | b\n')
  })

  test('of a file that cannot be read has no lines', () => {
    expect(readCodeFrame('/there/is/no/such.js', { file: 'such.js', line: 1, column: 1 })).toEqual({
      file: 'such.js',
      line: 1,
      column: 1,
      lines: [],
    })
  })
})
