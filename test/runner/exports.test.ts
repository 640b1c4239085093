import { describe, expect, test } from 'vitest'
import { readExports } from '../../src/runner/exports.js'

describe('readExports', () => {
  test.each([
    ['a function', 'function a() { return 1 }', [1, 10], 'return 1'],
    ['an async function', 'async function a() { return 1 }', [1, 16], 'return 1'],
    ['an arrow function with a body', 'const a = () => { return 1 }', [1, 7], 'return 1'],
    ['a function in a variable', 'var a = function () { return 1 }', [1, 5], 'return 1'],
    ['an arrow function without a body', 'const a = () => 1', [1, 7], null],
    ['a value', 'let a = wrap(() => {})', [1, 5], null],
    ['a destructured variable', 'const { a } = {}', null, null],
  ])('finds the place of %s', (_title, declaration, position, body) => {
    const code = `${declaration};\nexport { a as handler };`
    const [handler, ...others] = readExports(code)
    expect(others).toEqual([])
    expect(handler).toMatchObject({ name: 'handler', position })
    const { bodyStart = null } = handler ?? {}
    expect(
      bodyStart === null
        ? null
        : code
            .slice(bodyStart)
            .trimStart()
            .startsWith(body ?? ''),
    ).toBe(body === null ? null : true)
  })

  test('finds all names, in their order', () => {
    const code = 'function b() {}\nconst c = 1;\nexport { c, b, c as d };\nexport default b;'
    expect(readExports(code).map(({ name }) => name)).toEqual(['c', 'b', 'd', 'default'])
  })

  test('finds none where nothing is exported', () => {
    expect(readExports('const a = 1')).toEqual([])
  })
})
