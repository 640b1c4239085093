import { describe, expect, test } from 'vitest'
import { BadgeEventsError } from '../../src/errors.js'
import { type ExportForm, readHandlerFile } from '../../src/scaffold/handler-file.js'

const x = 'wixBadges_onBadgeAssigned'

/** [code, form, calledByWix, documented] */
const forms: [string, ExportForm, boolean, boolean][] = [
  [`export function ${x}(event) {}`, 'function', true, true],
  [`export async function ${x}(event) {}`, 'async-function', true, true],
  [`export const ${x} = (event) => {}`, 'arrow', true, true],
  [`export const ${x} = async (event) => work(event)`, 'arrow', true, true],
  [`export let ${x} = event => work(event)`, 'arrow', true, true],
  [`export const ${x} = function (event) {}`, 'function-expression', true, false],
  [`export const ${x} = (event => {})`, 'arrow', true, true],
  [`export class ${x} {}`, 'class', false, false],
  [`export function* ${x}() {}`, 'other', false, false],
  [`import { f } from './f'\nexport const ${x} = f`, 'imported-reexport', false, true],
  [`import { f } from './f'\nexport { f as ${x} }`, 'imported-reexport', false, true],
  [`import ${x} from './f'\nexport { ${x} }`, 'imported-reexport', false, true],
  [`export { ${x} } from './f'`, 'imported-reexport', false, true],
  [`export { f as '${x}' } from './f'`, 'imported-reexport', false, true],
  [`export * as ${x} from './f'`, 'imported-reexport', false, true],
  [`export const ${x} = pkg.wrap(() => {})`, 'dynamic', false, true],
  [`export const ${x} = handler.bind(null)`, 'dynamic', false, true],
  [`const a = wrap(() => {})\nexport { a as ${x} }`, 'dynamic', false, true],
  [`export const ${x} = obj.method`, 'member', false, true],
  [`export const ${x} = obj?.method`, 'member', false, true],
  [`export const { ${x} } = obj`, 'member', false, true],
  [`export const [{ a: ${x} = 1 }] = list`, 'member', false, true],
  [`function f() {}\nexport { f as ${x} }`, 'alias', true, false],
  [`export { ${x} }\nasync function ${x}() {}`, 'alias', true, false],
  [`const f = () => {}\nexport const ${x} = f`, 'alias', true, false],
  [`class A {}\nexport { A as ${x} }`, 'class', false, false],
  [`const a = b, b = a\nexport { a as ${x} }`, 'other', false, false],
  [`export const ${x} = 5`, 'other', false, false],
  [`export let ${x}`, 'other', false, false],
  [`module.exports.${x} = () => {}`, 'commonjs', false, true],
  [`exports.${x} = () => {}`, 'commonjs', false, true],
  [`exports['${x}'] = () => {}`, 'commonjs', false, true],
  [`module.exports = { ${x}, other() {} }`, 'commonjs', false, true],
  [`module.exports = exports = { ${x}() {} }`, 'commonjs', false, true],
  [`module['exports'].${x} = f, exports.b = g`, 'commonjs', false, true],
]

describe('exports', () => {
  test.each(forms)('%s', (code, form, calledByWix, documented) => {
    const found = readHandlerFile(code).exports.find(({ name }) => name === x)
    expect(found).toMatchObject({ form, calledByWix, documented })
  })

  test('a default export is no handler', () => {
    const { exports } = readHandlerFile('export default function named() {}')
    expect(exports).toMatchObject([{ name: 'default', form: 'default', calledByWix: false }])
  })

  test('names in comments, strings and templates are no exports', () => {
    const code = `// export function ${x}() {}\nconst a = \`\nexport function ${x}() {}\n\`, b = '${x}'`
    expect(readHandlerFile(code).exports).toEqual([])
  })

  test('exports of a shadowed `module` are no exports', () => {
    expect(readHandlerFile('const module = {}\nmodule.exports = { a: 1 }').exports).toEqual([])
    expect(readHandlerFile('import exports from "x"\nexports.a = 1').exports).toEqual([])
  })

  test('`module.exports = fn` is one export without a name of its own', () => {
    const { exports } = readHandlerFile('module.exports = main')
    expect(exports).toMatchObject([{ name: 'module.exports', form: 'commonjs' }])
  })

  test('`export *` names no export', () => {
    const file = readHandlerFile("export * from './badges'")
    expect(file.exports).toEqual([])
    expect(file.starExports).toMatchObject([{ specifier: './badges', position: { line: 1 } }])
  })

  test('places are 1-based, ranges are of the text', () => {
    const code = `\n  export async function ${x}(event) { work() }`
    const [found] = readHandlerFile(code).exports
    expect(found?.position).toEqual({ line: 2, column: 25 })
    expect(slice(code, found?.body)).toBe('{ work() }')
    expect(slice(code, found)).toBe(`async function ${x}(event) { work() }`)
    expect(slice(code, found?.statement)).toBe(code.trim())
  })

  test('an alias has the body of its function', () => {
    const code = `const f = (event) => event.data\nexport { f as ${x} }`
    const [found] = readHandlerFile(code).exports
    expect(slice(code, found?.body)).toBe('event.data')
    expect(slice(code, found)).toBe(`f as ${x}`)
    expect(found).toMatchObject({ local: 'f', position: { line: 2, column: 15 } })
  })
})

describe('imports and declarations', () => {
  test('imports keep specifier and names', () => {
    const code = `import a, { b as c } from "x";\nimport * as d from 'y'\nimport 'z'`
    expect(readHandlerFile(code).imports).toMatchObject([
      {
        specifier: 'x',
        names: [
          { imported: 'default', local: 'a' },
          { imported: 'b', local: 'c' },
        ],
      },
      { specifier: 'y', names: [{ imported: '*', local: 'd' }] },
      { specifier: 'z', names: [] },
    ])
  })

  test('declarations are what a new name would clash with', () => {
    const code = `import a from 'a'
      const { b, c: [d, ...e], f = 1 } = a
      if (b) { var g = 1; let no = 2; function neither() { var nor = 3 } }
      for (var h of d) {}
      export function i() {}
      export default class j {}
      try {} catch { var k }`
    const names = readHandlerFile(code).declarations.map(({ name }) => name)
    expect(names.join('')).toBe('abdefghijk')
  })
})

describe('style', () => {
  test('is what the file does most', () => {
    const code = `import a from "a"\r\n\r\nexport function b() {\r\n\treturn "x"\r\n}`
    expect(readHandlerFile(code).style).toEqual({
      quote: '"',
      semicolons: false,
      indent: '\t',
      lineEnd: '\r\n',
      finalNewline: false,
      byteOrderMark: false,
      hashbang: false,
    })
  })

  test('an empty file has the default style', () => {
    expect(readHandlerFile('').style).toMatchObject({ quote: "'", semicolons: true, indent: '  ' })
  })

  test.each([
    ['    ', 'function a() {\n    b();\n    if (c) {\n        d();\n    }\n}\n/**\n * doc\n */'],
    ['   ', 'const a = {\n   b: 1,\n}'],
    ['  ', 'class A {\n  m() { b() }\n}\nconst t = `\n        deep\n`'],
  ])('indentation %j', (indent, code) => {
    expect(readHandlerFile(code).style.indent).toBe(indent)
  })

  test('a byte order mark and a hashbang are seen, and move no place', () => {
    const code = '\ufeff#!/usr/bin/env node\nexport const a = () => {}'
    const { style, exports } = readHandlerFile(code)
    expect(style).toMatchObject({ byteOrderMark: true, hashbang: true, finalNewline: false })
    expect(slice(code, exports[0]?.statement)).toBe('export const a = () => {}')
    const [first] = readHandlerFile('\ufeffexport const a = 1').exports
    expect(first?.position).toEqual({ line: 1, column: 14 })
  })
})

describe('a file that does not parse', () => {
  test('is an error with the place', () => {
    const error = failure('import a from "a"\n\nexport function (event) {\n}\n')
    expect(error).toMatchObject({ code: 'CODE_INVALID', frame: { line: 3, column: 17 } })
    expect(error.message).toBe('Cannot read src/backend/events.js:3: Unexpected token')
    expect(error.frame?.lines.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
  })

  test('two exports of one name are such a file', () => {
    expect(failure('export const a = 1\nexport function a() {}').code).toBe('CODE_INVALID')
  })
})

function slice(text: string, range: { start: number; end: number } | null | undefined): string {
  return range ? text.slice(range.start, range.end) : ''
}

function failure(code: string): BadgeEventsError {
  try {
    readHandlerFile(code, 'src/backend/events.js')
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
  }
  throw new Error('it parsed')
}
