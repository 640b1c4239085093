import fc from 'fast-check'

/** The eight handlers that init writes. */
export const handlerNames = [
  'wixBadges_onBadgeAssigned',
  'wixBadges_onBadgeUnassigned',
  'wixBadges_onBadgeCreated',
  'wixBadges_onBadgeUpdated',
  'wixBadges_onBadgeDeleted',
  'wixBadgesV4_onBadgeCreated',
  'wixBadgesV4_onBadgeUpdated',
  'wixBadgesV4_onBadgeDeleted',
] as const

/** A file as people write it: any form of export, any style, with traps for whoever edits text. */
export const handlerFile: fc.Arbitrary<string> = fc
  .record({
    byteOrderMark: fc.boolean(),
    head: fc.subarray(heads()),
    hashbang: fc.boolean(),
    imports: fc.subarray(imports()),
    body: fc.shuffledSubarray(statements()),
    handlers: fc.subarray([...handlerNames]).chain((names) => fc.tuple(...names.map(declaration))),
    apart: fc.constantFrom('\n', '\n\n', '\n\n\n', '\n  \n'),
    end: fc.constantFrom('', '\n', '\n\n', '\n// the end', '\n\t', ' /* end */', '\n\n\n'),
    lineEnds: fc.constantFrom('\n', '\r\n', 'mixed'),
    quote: fc.constantFrom("'", '"'),
    semicolons: fc.boolean(),
    indent: fc.constantFrom('  ', '    ', '\t'),
  })
  .map((file) => {
    const { apart, quote, semicolons, indent, lineEnds } = file
    const lines = [
      ...(file.hashbang ? ['#!/usr/bin/env node'] : []),
      [...file.head, ...file.imports].join('\n'),
      mix(file.handlers, file.body).join(apart),
    ]
    const text = lines.filter((part) => part !== '').join('\n')
    const styled = text
      .replaceAll("'", quote)
      .replaceAll(';', semicolons ? ';' : '')
      // ¤ is a semicolon that the code needs.
      .replaceAll('¤', ';')
      .replace(/^ {2}/gm, indent)
    return (file.byteOrderMark ? '\ufeff' : '') + endLines(styled + file.end, lineEnds)
  })

function heads(): string[] {
  return [
    '// @ts-check',
    '/* eslint-disable no-unused-vars, wixBadges_onBadgeAssigned */',
    '/**\n * Handlers of the site.\n */\n',
    '// export function wixBadges_onBadgeDeleted() {}',
    "'use strict'¤",
  ]
}

function imports(): string[] {
  return [
    "import wixData from 'wix-data';",
    "import { fetch as get } from 'wix-fetch'¤ // wixBadges_onBadgeUpdated",
    "import {\n  one,\n  two as wixBadgesHelper,\n} from 'backend/helpers';",
    "import * as everything from './everything'¤ /* two\nlines */",
    "import 'side-effect'¤ const sameLine = () => {\n  return 1;\n}",
    "import { default as data } from 'wix-data';",
  ]
}

function statements(): string[] {
  return [
    'class BadgeKeeper {\n  wixBadges_onBadgeAssigned() {}\n  static { this.count = 1; }\n}',
    'export class Keeper extends Object {}',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of the generated file
    'const text = `\nexport function wixBadges_onBadgeCreated(event) {\n  ${1 + 1}\n}\n`;',
    "const quoted = 'export function wixBadges_onBadgeCreated() {}';",
    '/* export const wixBadgesV4_onBadgeDeleted = (event) => {} */',
    'function badgeCreated(event) {\n  return event;\n}',
    'const badgeUpdated = 5;',
    'var isNewEvent = (event) => true;',
    'if (true) {\n  var badgeDeleted = 1;\n  let wixDataLocal = 2;\n}',
    'for (const item of []) {\n  var hoisted = item;\n}',
    'export { hidden as shown, other as default }¤\nfunction hidden() {}\nfunction other() {}',
    "export * from './more';",
    "export { remote as near } from 'backend/remote';",
    'const pattern = /[/"\'`]export function/g;',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: code of the generated file
    "const nested = { a: `${'}'}`, b: [`\\``] };",
    'label: for (¤¤) break label',
    'export const later = async () => {\n  await null;\n}',
    'const last = 1',
  ]
}

/** Every way to export a handler, and some to only declare one. */
function declaration(name: string): fc.Arbitrary<string> {
  const own = `own_${name}`
  return fc.constantFrom(
    `export function ${name}(event) {\n  return event;\n}`,
    `export async function ${name}(event) {\n  await event;\n}`,
    `export const ${name} = (event) => {\n  console.log(event);\n};`,
    `export const ${name} = async event => event;`,
    `export let ${name} = function (event) {};`,
    `/** @param {object} event */\nexport const ${name} = (event) => event, ${own} = 1;`,
    `export class ${name} {}`,
    `import { ${own} } from './handlers';\nexport const ${name} = ${own};`,
    `import ${own} from './handlers';\nexport { ${own} as ${name} };`,
    `export { ${name} } from 'backend/handlers';`,
    `export { ${own} as ${name} } from 'backend/handlers';`,
    `export * as ${name} from 'backend/handlers';`,
    `export const ${name} = wrap(() => {\n  return 1;\n});`,
    `const ${own} = { method() {} };\nexport const ${name} = ${own}.method;`,
    `export const { ${name} } = globalThis;`,
    `function ${own}(event) {}\nexport { ${own} as ${name} };`,
    `export { ${name} };\nasync function ${name}(event) {}`,
    `exports.${name} = (event) => {};\nexport const ${own} = 1;`,
    `module.exports = { ${name}: 1 };\nexport const ${own} = 1;`,
    `function ${name}(event) {}`,
    `import { ${name} } from 'backend/handlers';`,
    `const ${own} = '${name}';`,
  )
}

/** Takes turns, so that handlers stand before, between and after other code. */
function mix(first: readonly string[], second: readonly string[]): string[] {
  const length = Math.max(first.length, second.length)
  return Array.from({ length }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((part) => part !== undefined)
}

function endLines(text: string, lineEnds: string): string {
  if (lineEnds !== 'mixed') return text.replaceAll('\n', lineEnds)
  let line = 0
  return text.replace(/\n/g, () => (line++ % 3 === 0 ? '\r\n' : '\n'))
}
