import { describe, expect, test } from 'vitest'
import { planExtensions } from '../../src/scaffold/plan-extensions.js'
import { registerExtensions } from '../../src/scaffold/register-extensions.js'
import { selectEvents } from '../../src/scaffold/select-events.js'
import { extensionFolders } from '../../src/scaffold/templates/extension.js'

const folder = 'src/extensions/backend/events'

function plan(files: Record<string, string>, events?: string[]) {
  let id = 0
  return planExtensions(
    selectEvents({ events }, 'cli-app'),
    {
      read: (path) => files[path] ?? null,
      extensionFiles: Object.keys(files).filter((path) => path.startsWith('src/extensions/')),
      builders: '@wix/astro/builders',
    },
    () => `id-${++id}`,
  )
}

const registry = `\
import { app } from '@wix/astro/builders';
import page from './extensions/page/page.extension.ts';

export default app()
  .use(page);
`

describe('extensions', () => {
  test('are a handler and a builder each', () => {
    const { files } = plan({}, ['created-v4'])
    expect(files.map(({ path }) => path)).toEqual([
      `${folder}/badge-created/badge-created.ts`,
      `${folder}/badge-created/badge-created.extension.ts`,
    ])
    expect(files[0]?.after).toContain('export default badgesV2.onBadgeCreated((event) => {')
    expect(files[1]?.after).toBe(`\
import { extensions } from '@wix/astro/builders';

export default extensions.event({
  id: 'id-1',
  source: './extensions/backend/events/badge-created/badge-created.ts',
});
`)
  })

  test('have ids of their own', () => {
    const ids = plan({}).files.flatMap(({ after }) => after.match(/id-\d+/g) ?? [])
    expect(new Set(ids).size).toBe(5)
  })

  test('that are there stay, whatever is in them', () => {
    const path = `${folder}/badge-created/badge-created.ts`
    const { files } = plan({ [path]: '// mine' }, ['created-v4'])
    expect(files.map(({ status }) => status)).toEqual(['unchanged', 'created'])
  })

  test('are left out where another extension has the event', () => {
    const path = `${folder}/mine/mine.ts`
    const own = 'export default badgesV2.onBadgeCreated(async (event) => {})'
    const { files, handledElsewhere } = plan({ [path]: own }, ['created-v4'])
    expect(files).toEqual([])
    expect(handledElsewhere).toMatchObject([{ path, definition: { key: 'created-v4' } }])
  })

  test('are not left out for a comment', () => {
    const files = { [`${folder}/mine/mine.ts`]: '// badgesV2.onBadgeCreated((event) => {})\n' }
    expect(plan(files, ['created-v4']).handledElsewhere).toEqual([])
  })

  test('are registered where a registry is', () => {
    const { files, unregistered } = plan({ 'src/extensions.ts': registry }, ['created-v4'])
    expect(unregistered).toEqual([])
    expect(files.at(-1)).toMatchObject({ path: 'src/extensions.ts', added: ['badgeCreated'] })
  })

  test('without a registry are reported', () => {
    expect(plan({}, ['created-v4'])).toMatchObject({
      registry: null,
      unregistered: [{ name: 'badgeCreated' }],
    })
  })

  test('have folders that Wix takes: lower case, digits, hyphens, fewer than 20', () => {
    for (const name of Object.values(extensionFolders)) expect(name).toMatch(/^[a-z\d-]{1,19}$/)
  })
})

const badge = { name: 'badge', path: './extensions/backend/events/badge/badge.extension' }

describe('the registry', () => {
  test('gets an import and a use, in its own layout', () => {
    expect(registerExtensions(registry, [badge]).text).toBe(
      registry
        .replace('\n\n', `\nimport badge from '${badge.path}.ts';\n\n`)
        .replace('(page)', '(page)\n  .use(badge)'),
    )
  })

  test.each([
    ['on one line', 'export default app().use(page).use(other)', '\n  .use(badge)'],
    ['without any', 'export default app()', '\n  .use(badge)'],
    ['over lines, deeper', 'export default app()\n    .use(page)', '\n    .use(badge)'],
    ['in a constant', 'const all = app().use(page)\nexport default all', null],
  ])('%s', (_name, code, expected) => {
    const text = `import { app } from '@wix/astro/builders'\n${code}\n`
    const { text: after, added } = registerExtensions(text, [badge])
    expect(added).toEqual(['badge'])
    expect(after).toContain(`import badge from '${badge.path}.ts'\n`)
    if (expected) expect(after).toContain(`${code}${expected}\n`)
    else expect(after).toContain('.use(page)\n  .use(badge)\nexport default all')
  })

  test('keeps its CRLF, and imports without .ts where the others do', () => {
    const text = registry.replace('.extension.ts', '.extension').replaceAll('\n', '\r\n')
    const { text: after } = registerExtensions(text, [badge])
    expect(after).not.toMatch(/[^\r]\n/)
    expect(after).toContain(`from '${badge.path}';`)
  })

  test('a name that is taken gets a number', () => {
    const text = registry.replaceAll('page', 'badge')
    expect(
      registerExtensions(text, [{ ...badge, path: './extensions/x/x.extension' }]).added,
    ).toEqual(['badge2'])
  })

  test('a second time changes nothing', () => {
    const { text } = registerExtensions(registry, [badge])
    expect(registerExtensions(text, [badge])).toEqual({ text, added: [], unregistered: [] })
  })

  test.each([
    ['TypeScript that cannot be read', 'const a: number = 1\nexport default app()'],
    ['another kind of default export', "import { app } from 'x'\nexport default [page]"],
    ['an app from nowhere', 'export default app()'],
    ['nothing', ''],
  ])('%s is left as it is', (_name, text) => {
    expect(registerExtensions(text, [badge])).toEqual({ text, added: [], unregistered: [badge] })
  })
})
