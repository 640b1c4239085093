import { describe, expect, test } from 'vitest'
import { planFixes } from '../../src/doctor/fix/plan.js'
import { copySite, siteWith, type TestSite } from '../cli/site.js'
import { examine, openSite, toLine } from './examine.js'

const x = 'wixBadges_onBadgeAssigned'

async function fix(site: TestSite): Promise<{ text: string; left: string[]; again: number }> {
  const opened = openSite(site)
  const { changes } = planFixes(opened, await examine(site))
  for (const { path, after } of changes) site.write(path, after)
  const left = await examine(site)
  const again = planFixes(openSite(site), left).changes.length
  return { text: site.read('src/backend/events.js'), left: left.map(toLine), again }
}

/** [title, before, after]; `f` is the call as this file's style writes it. */
const fixes: [string, string, string][] = [
  [
    'an import under another name',
    `import { f } from 'backend/f'\n\n// Why it is here.\nexport const ${x} = f // so\nlet a\n`,
    `import { f } from 'backend/f'\n\n// Why it is here.\nexport function ${x}(event) {\n  return f(event)\n} // so\nlet a\n`,
  ],
  [
    'semicolons, tabs, CRLF and a byte order mark stay',
    `\ufeff// first\r\nimport { f } from "backend/f";\r\nexport const ${x} = f;\r\nfunction g() {\r\n\treturn 1;\r\n}`,
    `\ufeff// first\r\nimport { f } from "backend/f";\r\nexport function ${x}(event) {\r\n\treturn f(event);\r\n}\r\nfunction g() {\r\n\treturn 1;\r\n}`,
  ],
  [
    'an import of the same name gets another one',
    `#!/usr/bin/env node\nimport { ${x}, other } from 'backend/f'\nexport { ${x} }\nother()\n`,
    `#!/usr/bin/env node\nimport { ${x} as onBadgeAssigned, other } from 'backend/f'\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}\nother()\n`,
  ],
  [
    'a default import of the same name',
    `import ${x} from 'backend/f'\nexport { ${x} }`,
    `import onBadgeAssigned from 'backend/f'\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}`,
  ],
  [
    'an import that is renamed to the name',
    `import { f as ${x} } from 'backend/f'\nexport { ${x} }`,
    `import { f as onBadgeAssigned } from 'backend/f'\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}`,
  ],
  [
    'one of a list',
    `import { f, g } from 'backend/f'\nexport { g, f as ${x} }\n`,
    `import { f, g } from 'backend/f'\nexport { g }\n\nexport function ${x}(event) {\n  return f(event)\n}\n`,
  ],
  [
    'the first of a list from another module',
    `export { f as ${x}, g } from 'backend/f'\n`,
    `export { g } from 'backend/f'\n\nimport { f as onBadgeAssigned } from 'backend/f'\n\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}\n`,
  ],
  [
    'the default of another module, in a file that uses the short name',
    `export { default as ${x} } from "backend/f";\nconst onBadgeAssigned = 1;\n`,
    `import { default as onBadgeAssigned2 } from "backend/f";\n\nexport function ${x}(event) {\n  return onBadgeAssigned2(event);\n}\nconst onBadgeAssigned = 1;\n`,
  ],
  [
    'the result of a call',
    `export const ${x} = wrap( /* why */ async (event) => {\n    work(event)\n})\n`,
    `const onBadgeAssigned = wrap( /* why */ async (event) => {\n    work(event)\n})\n\nexport function ${x}(event) {\n    return onBadgeAssigned(event)\n}\n`,
  ],
  [
    'the result of a call in a list',
    `const ${x} = wrap(() => {})\nexport { ${x} }\n`,
    `const onBadgeAssigned = wrap(() => {})\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}\n`,
  ],
  [
    'a member',
    `import * as all from 'backend/f'\nexport const ${x} = all.badges.assigned\n`,
    `import * as all from 'backend/f'\nexport function ${x}(event) {\n  return all.badges.assigned(event)\n}\n`,
  ],
  [
    'an element of a list is read once, when the file is loaded',
    `export const ${x} = all[0].f\n`,
    `const onBadgeAssigned = all[0].f\n\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}\n`,
  ],
  [
    'CommonJS functions',
    `exports.${x} = async function (event) {\n  work(event) // now\n};\nmodule.exports.helper = (a) => a\n`,
    `export async function ${x}(event) {\n  work(event) // now\n}\nexport const helper = (a) => a\n`,
  ],
  [
    'a CommonJS list',
    `function ${x}(event) {}\nasync function other() {}\n\nmodule.exports = { ${x}, other }\n`,
    `export function ${x}(event) {}\nexport async function other() {}\n\n`,
  ],
]

describe('repairs', () => {
  test.each(fixes)('%s', async (_title, before, after) => {
    const { text, left, again } = await fix(siteWith(before))
    expect(text).toBe(after)
    expect(left).toEqual([])
    expect(again).toBe(0)
  })

  test('names that only export * brings in', async () => {
    const { text, left, again } = await fix(copySite('doctor/handler-star-exported'))
    expect(text).toBe(
      `export * from 'backend/badges'\nimport { ${x} as onBadgeAssigned } from 'backend/badges'\n\nexport function ${x}(event) {\n  return onBadgeAssigned(event)\n}\n`,
    )
    expect({ left, again }).toEqual({ left: [], again: 0 })
  })

  test('two in one list, one after the other', async () => {
    const { text, left } = await fix(copySite('doctor/handler-reexported-list'))
    expect(text).toContain('export function wixBadges_onBadgeUnassigned(event) {\n  return taken')
    expect(text).not.toContain('export {')
    expect(left).toEqual([])
  })

  test('a missing line in .gitignore', async () => {
    const site = siteWith(`export function ${x}() {}`, {
      '.git/HEAD': '',
      '.badge-events/x': '',
      '.gitignore': 'dist',
    })
    expect(await fix(site)).toMatchObject({ left: [], again: 0 })
    expect(site.read('.gitignore')).toBe('dist\n.badge-events/\n')
  })
})

/** Code that a machine should not change. */
const left: [string, string][] = [
  ['a comment would be lost', `import { f } from 'f'\nexport const ${x} = /* or g */ f`],
  ['several in one declaration', `import { f } from 'f'\nexport const ${x} = f, a = 1`],
  ['taken out of an object', `export const { ${x} } = all`],
  ['a namespace of another module', `export * as ${x} from 'backend/f'`],
  ['CommonJS with require', `const a = require('a')\nexports.${x} = () => a`],
  ['CommonJS that reads its exports', `exports.${x} = () => exports.other()\nexports.other = f`],
  ['CommonJS with computed parts', `module.exports = { ${x}: make() }`],
  ['CommonJS with a function of its own name', `exports.${x} = function again(event) {}`],
  ['a class', `export class ${x} {}`],
  ['a misspelled name', 'export function wixBadge_onBadgeAssigned() {}'],
]

test.each(left)('%s: left alone', async (_title, code) => {
  const site = siteWith(code)
  const { text, left } = await fix(site)
  expect(text).toBe(code)
  expect(left.length).toBeGreaterThan(0)
})
