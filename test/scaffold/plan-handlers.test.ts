import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions } from '../../src/catalog/index.js'
import { planHandlers } from '../../src/scaffold/plan-handlers.js'
import { selectEvents } from '../../src/scaffold/select-events.js'
import { firstLines } from '../../src/scaffold/templates/first-line.js'
import { shapes } from '../../src/scaffold/templates/shapes.js'
import { handlerNames } from './arbitraries.js'

const plan = (text: string, events?: string[], api?: 'v3' | 'v4') =>
  planHandlers(text, selectEvents({ events, api }, 'velo'), 'src/backend/events.js')

describe('a new file', () => {
  test('has the eight handlers', () => {
    expect(plan('').added).toEqual(handlerNames)
    for (const name of handlerNames) {
      expect(plan('').text).toContain(`export function ${name}(event) {`)
    }
  })

  test('one handler needs nothing else', () => {
    expect(plan('', ['assigned']).text).toBe(`\
// Handlers of Wix badge events. Wix calls them by their names, and only on the published site;
// \`npx badge-events simulate assigned\` runs them on this machine.

/**
 * A member received a badge.
 *
 *   event.data      { memberId }
 *   event.metadata  { id, entityId, eventTime, triggeredByAnonymizeRequest }
 *
 * entityId is taken to be the badge: nothing else in the event names it.
 *
 * @param {import('badge-events').BadgeAssignedEvent} event
 */
export function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data;
  const badgeId = event.metadata.entityId;
  console.log(\`Member \${memberId} received badge \${badgeId}\`);
}
`)
  })

  test('--api narrows it; without its twin a handler does its work itself', () => {
    const { text, added } = plan('', ['created'], 'v4')
    expect(added).toEqual(['wixBadgesV4_onBadgeCreated'])
    expect(text).not.toContain('wix-data')
    expect(text).toContain('console.log(`Badge')
  })
})

describe('handlers of one change', () => {
  test('both new: they call one function, which skips events handled before', () => {
    const { text, remembersEvents } = plan('', ['created'])
    expect(text.match(/return badgeCreated\(event\);/g)).toHaveLength(2)
    expect(text).toContain('if (!(await isNewEvent(event))) return;')
    expect(text).toContain("import wixData from 'wix-data';")
    expect(remembersEvents).toBe(true)
  })

  test('one there: the new one calls it', () => {
    const { text, remembersEvents } = plan(
      'export const wixBadges_onBadgeCreated = (event) => {};\n',
      ['created'],
    )
    expect(text).toContain('return wixBadges_onBadgeCreated(event);')
    expect(text).not.toContain('wix-data')
    expect(remembersEvents).toBe(false)
  })

  test('one there under another name of the file: the new one calls that', () => {
    const { text } = plan('function made() {}\nexport { made as wixBadgesV4_onBadgeCreated };\n')
    expect(text).toContain('return made(event);')
  })

  test('one there that code of the file cannot call: the new one stands alone', () => {
    const { text } = plan("export { wixBadges_onBadgeCreated } from './x';\n", ['created'])
    expect(text).toContain('export function wixBadgesV4_onBadgeCreated(event) {\n  console.log(')
  })
})

describe('an existing file', () => {
  test('a second request uses what the first one wrote, whatever the style became', () => {
    const first = plan('', ['created']).text
    const reformatted = first.replaceAll("'", '"').replaceAll(';', '').replaceAll('  ', '\t')
    const { text } = plan(reformatted, ['deleted'])
    expect(text.match(/function isNewEvent/g)).toHaveLength(1)
    expect(text.match(/from "wix-data"/g)).toHaveLength(1)
  })

  test('a function of its own with that name is left alone', () => {
    const { text } = plan('function isNewEvent() {}\n', ['created'])
    expect(text).toContain('await isNewEvent2(event)')
  })

  test('its import of wix-data is used under its name', () => {
    const { text } = plan("import data from 'wix-data'\n", ['created'])
    expect(text).toContain('await data.insert(')
    expect(text.match(/from 'wix-data'/g)).toHaveLength(1)
  })

  test('its quotes, semicolons, indentation and line ends are followed', () => {
    const code =
      'import { fetch } from "wix-fetch"\r\n\r\nexport const a = () => {\r\n\tfetch("x")\r\n}\r\n'
    const { text } = plan(code, ['created'])
    expect(text).toContain('from "wix-fetch"\r\nimport wixData from "wix-data"\r\n\r\nexport')
    expect(text).toContain('\r\n\tif (!(await isNewEvent(event))) return\r\n')
    expect(text).not.toMatch(/[^\r]\n/)
    expect(text).not.toMatch(/;\r\n/)
  })

  test.each([
    ['none', 'const a = 1;\n', 'IMPORT\n\nconst a = 1;\n'],
    ['// @ts-check', '// @ts-check\nconst a = 1;\n', '// @ts-check\nIMPORT\n\nconst a = 1;\n'],
    ['a header', '/* File */\n\nconst a = 1;\n', '/* File */\n\nIMPORT\n\nconst a = 1;\n'],
    [
      'a comment of the code',
      '/** Of a. */\nconst a = 1;\n',
      'IMPORT\n\n/** Of a. */\nconst a = 1;\n',
    ],
    ['a hashbang', '#!/usr/bin/node\nfoo();\n', '#!/usr/bin/node\nIMPORT\n\nfoo();\n'],
    ['a byte order mark', '\ufefffoo();\n', '\ufeffIMPORT\n\nfoo();\n'],
    ['a directive', "'use strict';\nfoo();\n", "'use strict';\n\nIMPORT\nfoo();\n"],
    ['imports', "import 'a'; // a\nfoo();\n", "import 'a'; // a\nIMPORT\nfoo();\n"],
    ['an import inside a line', "import 'a'; f(\n);\n", "import 'a';\nIMPORT\n f(\n);\n"],
    [
      'an import below code',
      "foo();\nimport 'a';\nfoo();\n",
      "foo();\nimport 'a';\nIMPORT\nfoo();\n",
    ],
  ])('where the import goes: %s', (_name, code, expected) => {
    const { text } = plan(code, ['created'])
    const start = text.slice(0, text.indexOf('/**\n * A badge was created')).trimEnd()
    expect(`${start}\n`).toBe(expected.replace('IMPORT', "import wixData from 'wix-data';"))
  })

  test('a name it uses without exporting it is not declared twice', () => {
    const { added, taken } = plan('function wixBadges_onBadgeAssigned() {}\n', ['assigned'])
    expect({ added, taken }).toEqual({ added: [], taken: ['wixBadges_onBadgeAssigned'] })
  })

  test('what its `export *` add counts as there', () => {
    const name = 'wixBadges_onBadgeAssigned'
    const wanted = selectEvents({ events: ['assigned'] }, 'velo')
    const { added, starred } = planHandlers("export * from './x'", wanted, 'events.js', [name])
    expect({ added, starred }).toEqual({ added: [], starred: [name] })
  })

  test('CommonJS is refused: an export would break it', () => {
    expect(() => plan('const a = 1\nmodule.exports.wixBadges_onBadgeAssigned = () => a')).toThrow(
      expect.objectContaining({
        code: 'CODE_INVALID',
        message: 'src/backend/events.js:2 is CommonJS, which Wix does not call',
        frame: expect.objectContaining({ line: 2, column: 16 }),
      }),
    )
  })
})

describe('what comments say of the events', () => {
  test.each(definitions)('the shape of $key has each key of its fixture', ({ key }) => {
    const { data, entity } = readFixture(key) as Record<string, object | undefined>
    const text = shapes[key].payload.join(' ')
    for (const name of Object.keys({ ...data, ...entity })) expect(text).toContain(name)
    if (!data && !entity) expect(text).toBe('')
  })

  test.each(definitions)('the first line of $key uses what the event has', ({ key }) => {
    const event = readFixture(key)
    const logged: string[] = []
    const console = { log: (text: string) => logged.push(text) }
    new Function('event', 'console', firstLines[key].join('\n'))(event, console)
    expect(logged.join()).not.toMatch(/undefined|null/)
    expect(logged).toHaveLength(1)
  })
})

describe('the choice of events', () => {
  test.each([
    [{ events: ['nope'] }, 'velo', 'EVENT_UNKNOWN'],
    [{ events: [] }, 'velo', 'USAGE_INVALID'],
    [{ events: ['assignment-created'] }, 'velo', 'USAGE_INVALID'],
    [{ events: ['wix.badges.v3.badge_created'] }, 'cli-app', 'USAGE_INVALID'],
    [{ events: ['assigned'], api: 'v4' }, 'velo', 'USAGE_INVALID'],
  ] as const)('%j in %s is %s', (choice, kind, code) => {
    expect(() => selectEvents(choice, kind)).toThrow(expect.objectContaining({ code }))
  })

  test('an app gets the events of v4, and those of v3 when asked', () => {
    const keys = (api?: 'v3' | 'v4') => selectEvents({ api }, 'cli-app').map(({ key }) => key)
    expect(keys()).toEqual([
      'created-v4',
      'updated-v4',
      'deleted-v4',
      'assignment-created',
      'assignment-deleted',
    ])
    expect(keys('v3')).toEqual(['assigned', 'unassigned'])
  })

  test('members have handlers too, when named', () => {
    expect(plan('', ['member-created', 'member-deleted']).added).toEqual([
      'wixMembers_onMemberCreated',
      'wixMembers_onMemberDeleted',
    ])
  })
})
