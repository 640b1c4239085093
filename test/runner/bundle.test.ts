import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { registryKey } from '../../src/platform/registry.js'
import { bundleHandlers } from '../../src/runner/bundle.js'
import { readFresh } from '../../src/runner/bundle-cache.js'
import { createSite, siteWith, type TestSite } from '../cli/site.js'

const requestOf = (site: TestSite) => ({
  root: site.root,
  entry: site.path('src/backend/events.js'),
  cacheDir: site.path('.badge-events/cache'),
})
const isFresh = (site: TestSite): boolean => readFresh(requestOf(site)) !== undefined

/** What the handlers of a site export, with Wix modules that tell their own name. */
async function load(site: TestSite): Promise<Record<string, unknown>> {
  const { path } = await bundleHandlers(requestOf(site))
  Reflect.set(globalThis, registryKey, (specifier: string) => ({
    __esModule: true,
    default: `default of ${specifier}`,
    named: `named of ${specifier}`,
  }))
  return import(pathToFileURL(path).href)
}

describe('the bundle of a site', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a relative file', './lib', { 'src/backend/lib.js': 'export default 1' }],
    ['a file of the backend', 'backend/lib', { 'src/backend/lib.js': 'export default 1' }],
    ['a public file', 'public/lib.js', { 'src/public/lib.js': 'export default 1' }],
    ['an old web module', 'backend/lib', { 'src/backend/lib.jsw': 'export default 1' }],
    ['a web module', 'backend/lib.web', { 'src/backend/lib.web.js': 'export default 1' }],
    ['TypeScript', './lib.js', { 'src/backend/lib.ts': 'const a: number = 1\nexport default a' }],
    ['JSON', './lib.json', { 'src/backend/lib.json': '1' }],
    ['CommonJS of the site', './lib', { 'src/backend/lib.cjs': 'module.exports = 1' }],
    ['a folder', './lib', { 'src/backend/lib/index.js': 'export default 1' }],
    [
      'an alias of the site',
      '@/lib',
      {
        'tsconfig.json': '{"compilerOptions":{"paths":{"@/*":["./src/backend/*"]}}}',
        'src/backend/lib.ts': 'export default 1',
      },
    ],
    [
      'a CommonJS package',
      'p',
      {
        'node_modules/p/package.json': '{"main":"m.js"}',
        'node_modules/p/m.js': 'module.exports = 1',
      },
    ],
    [
      'an ES module package',
      'p',
      {
        'node_modules/p/package.json': '{"type":"module","exports":"./m.js"}',
        'node_modules/p/m.js': 'export default 1',
      },
    ],
    [
      'a file of a package',
      '@o/p/m.js',
      {
        'node_modules/@o/p/package.json': '{"type":"module"}',
        'node_modules/@o/p/m.js': 'export default 1',
      },
    ],
  ])('imports %s', async (_title, specifier, files) => {
    const site = siteWith(`import one from '${specifier}'\nexport { one }`, files)
    expect((await load(site)).one).toBe(1)
  })

  test('takes Wix modules from the registry in every form of import, never from node_modules', async () => {
    const stranger = "throw new Error('a stranger')"
    const site = siteWith(
      `import wixData, { named } from 'wix-data'
import * as members from '@wix/members'
import { named as versioned } from 'wix-members.v2'
export const forms = [wixData, named, members.named, versioned, require('wix-fetch').named]
export const later = import('wix-crm').then((m) => m.default)
`,
      {
        'node_modules/wix-data/index.js': stranger,
        'node_modules/@wix/members/index.js': stranger,
      },
    )
    const { forms, later } = await load(site)
    expect(forms).toEqual([
      'default of wix-data',
      'named of wix-data',
      'named of @wix/members',
      'named of wix-members.v2',
      'named of wix-fetch',
    ])
    expect(await later).toBe('default of wix-crm')
  })

  test('takes in a package that imports Wix modules, and leaves others outside', async () => {
    const site = siteWith(
      "import glue from 'glue'\nimport plain from 'plain'\nexport const both = [glue, plain]",
      {
        'node_modules/glue/package.json': '{"type":"module","exports":"./m.js"}',
        'node_modules/glue/m.js': "import { named } from 'wix-data'\nexport default named",
        'node_modules/plain/package.json': '{"type":"module","exports":"./m.js"}',
        'node_modules/plain/m.js': 'export default new URL(import.meta.url).pathname',
      },
    )
    const { both } = await load(site)
    expect(both).toEqual(['named of wix-data', site.path('node_modules/plain/m.js')])
  })

  test('finds all named exports of a CommonJS package, as bundlers do', async () => {
    const site = siteWith("import { hidden } from 'p'\nexport { hidden }", {
      'node_modules/p/package.json': '{}',
      'node_modules/p/index.js': "for (const name of ['hidden']) module.exports[name] = 1",
    })
    expect((await load(site)).hidden).toBe(1)
  })

  test('knows the places of the handlers', async () => {
    const site = siteWith('export const a = () => {}\nexport { b } from "./b"\n', {
      'src/backend/b.js': 'export function b() {}',
    })
    const { exports, inputs } = await bundleHandlers(requestOf(site))
    expect(exports.map(({ name }) => name)).toEqual(['a', 'b'])
    expect(exports.every(({ position }) => position !== null)).toBe(true)
    expect(inputs).toEqual(
      expect.arrayContaining([site.path('src/backend/events.js'), site.path('src/backend/b.js')]),
    )
  })
})

describe('an import that leads nowhere', () => {
  test('is told from another whose name begins alike', async () => {
    const site = siteWith("import './long'\nimport './longer'\n", {
      'src/backend/longe.js': '',
      'src/backend/lon.js': '',
    })
    const first = bundleHandlers(requestOf(site))
    await expect(first).rejects.toMatchObject({ code: 'IMPORT_UNRESOLVED' })
    const { message, frame } = await first.catch((error) => error)
    const [, specifier] = /^Cannot find "([^"]+)"/.exec(message) ?? []
    expect(frame.lines.find(({ number }: { number: number }) => number === frame.line)?.text).toBe(
      `import '${specifier}'`,
    )
  })

  test.each([
    ['./lib/none', /^Looked for it in .*src\/backend\/lib, with the endings/],
    ['backend/evants', /^The nearest file there is events\.js\. /],
    ['left-pad', /npm install left-pad\./],
    ['@scope/pad/deep/file', /npm install @scope\/pad\./],
  ])('to %s says what to do', async (specifier, hint) => {
    const site = siteWith(`import '${specifier}'`)
    await expect(bundleHandlers(requestOf(site))).rejects.toMatchObject({
      code: 'IMPORT_UNRESOLVED',
      hint: expect.stringMatching(hint),
      frame: { file: 'src/backend/events.js', line: 1, column: 8 },
    })
  })
})

/** As if the files had been saved a minute ago. */
function makeOld(site: TestSite, files: readonly string[]): void {
  const time = new Date(Date.now() - 60_000)
  for (const file of files) utimesSync(site.path(file), time, time)
}

describe('a cached bundle', () => {
  const files = {
    'src/backend/lib.ts': 'export const one = 1',
    'node_modules/p/package.json': '{"main":"m.js","version":"1.0.0"}',
    'node_modules/p/m.js': 'module.exports = 1',
  }
  const handlers = "import { one } from './lib'\nimport p from 'p'\nexport const all = [one, p]\n"

  async function cachedSite(): Promise<TestSite> {
    const site = siteWith(handlers, files)
    makeOld(site, ['src/backend/events.js', ...Object.keys(files)])
    await bundleHandlers(requestOf(site))
    expect(isFresh(site)).toBe(true)
    return site
  }

  test('is the same file on the next run', async () => {
    const site = await cachedSite()
    const { path, exports } = await bundleHandlers(requestOf(site))
    const before = statSync(path).mtimeMs
    const again = await bundleHandlers(requestOf(site))
    expect(again).toMatchObject({ path, exports })
    expect(statSync(path).mtimeMs).toBe(before)
  })

  test('is still good when a file was touched but is the same', async () => {
    const site = await cachedSite()
    utimesSync(site.path('src/backend/lib.ts'), new Date(), new Date(Date.now() + 5000))
    expect(isFresh(site)).toBe(true)
  })

  test.each<[string, (site: TestSite) => void]>([
    ['a file changed', (site) => site.write('src/backend/lib.ts', 'export const one = 2')],
    [
      'a file changed within its length and a coarse clock',
      (site) => {
        site.write('src/backend/lib.ts', 'export const one = 3')
        utimesSync(site.path('src/backend/lib.ts'), new Date(), new Date(Date.now() + 5000))
      },
    ],
    ['a file is gone', (site) => rmSync(site.path('src/backend/lib.ts'))],
    ['a package is gone', (site) => rmSync(site.path('node_modules/p'), { recursive: true })],
    [
      'a package was updated',
      (site) => site.write('node_modules/p/package.json', '{"main":"m.js","version":"1.0.1"}'),
    ],
    [
      'a new file stands before an old one',
      (site) => site.write('src/backend/lib.js', 'export const one = 5'),
    ],
    [
      'its script is gone',
      (site) => {
        const folder = site.path('.badge-events/cache')
        for (const name of readdirSync(folder))
          if (name.endsWith('.mjs')) rmSync(`${folder}/${name}`)
      },
    ],
    [
      'its list is cut short',
      (site) => {
        const folder = site.path('.badge-events/cache')
        const [list = ''] = readdirSync(folder).filter((name) => name.endsWith('.json'))
        site.write(
          `.badge-events/cache/${list}`,
          site.read(`.badge-events/cache/${list}`).slice(0, 40),
        )
      },
    ],
  ])('is not used when %s', async (_title, change) => {
    const site = await cachedSite()
    change(site)
    expect(isFresh(site)).toBe(false)
  })

  test('is not used when a file was saved while it was made', async () => {
    const site = siteWith('export const one = 1\n')
    const time = new Date(Date.now() + 1000)
    utimesSync(site.path('src/backend/events.js'), time, time)
    await bundleHandlers(requestOf(site))
    expect(isFresh(site)).toBe(false)
  })

  test('is not used when an alias means another file', async () => {
    const alias = (folder: string): string =>
      JSON.stringify({ compilerOptions: { paths: { '@/*': [`./src/${folder}/*`] } } })
    const site = siteWith("import one from '@/lib'\nexport { one }", {
      'tsconfig.json': alias('a'),
      'src/a/lib.js': 'export default 1',
      'src/b/lib.js': 'export default 2',
    })
    makeOld(site, ['src/backend/events.js', 'tsconfig.json', 'src/a/lib.js'])
    await bundleHandlers(requestOf(site))
    site.write('tsconfig.json', alias('b'))
    expect(isFresh(site)).toBe(false)
  })

  test('is not used when a first alias appears', async () => {
    const site = await cachedSite()
    site.write('src/tsconfig.json', '{}')
    expect(isFresh(site)).toBe(false)
  })

  test('is of one handler file alone', async () => {
    const site = await cachedSite()
    site.write('src/backend/other.js', 'export const other = 1')
    makeOld(site, ['src/backend/other.js'])
    const request = { ...requestOf(site), entry: site.path('src/backend/other.js') }
    expect(readFresh(request)).toBeUndefined()
    await bundleHandlers(request)
    expect(isFresh(site)).toBe(true)
  })

  test('can be read by its owner alone', async () => {
    const site = await cachedSite()
    const folder = site.path('.badge-events/cache')
    expect(statSync(folder).mode & 0o077).toBe(0)
    for (const name of readdirSync(folder))
      expect(statSync(`${folder}/${name}`).mode & 0o077).toBe(0)
  })

  test('leads debuggers to its source map', async () => {
    const site = await cachedSite()
    const { path } = await bundleHandlers(requestOf(site))
    const [, map] = /\n\/\/# sourceMappingURL=(\S+)\n$/.exec(readFileSync(path, 'utf8')) ?? []
    expect(readdirSync(site.path('.badge-events/cache'))).toContain(map)
  })
})

test('a site without a backend folder has its root for `backend/…`', async () => {
  const site = createSite({
    'events.js': "import one from 'backend/lib'\nexport { one }",
    'backend/lib.js': 'export default 1',
  })
  const request = { ...requestOf(site), entry: site.path('events.js') }
  const { path } = await bundleHandlers(request)
  expect((await import(pathToFileURL(path).href)).one).toBe(1)
})
