import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import type { TestSite } from '../cli/site.js'
import {
  createTestedSite,
  failureOf,
  installedVitest,
  runSiteTests,
  siteEnvironment,
  vitest3,
  vitestBin,
} from './site-vitest.js'

const vitests: [name: string, folder: string][] = [
  ['Vitest 4', installedVitest],
  ...(vitest3 === undefined ? [] : [['Vitest 3', vitest3] as [string, string]]),
]

/** Test files of a site that are about one thing. */
const glue = {
  'node_modules/wix-data/package.json': '{"name":"wix-data","main":"index.js"}',
  'node_modules/wix-data/index.js': "throw new Error('a stranger answers to wix-data')\n",
  'node_modules/audit-trail/package.json':
    '{"name":"audit-trail","type":"module","exports":"./index.js"}',
  'node_modules/audit-trail/index.js': "export { audit } from './audit.js'\n",
  'node_modules/audit-trail/audit.js': `import wixData from 'wix-data'
export const audit = (what) => wixData.insert('AuditTrail', { what })
`,
  'glue.test.js': `
import { expect, test } from 'vitest'
import { audit } from 'audit-trail'
import { world } from 'badge-events/vitest'
test('a package that imports Wix modules gets the doubles', async () => {
  await audit('a badge')
  expect(world).toHaveInserted('AuditTrail', { what: 'a badge' })
})
`,
}

const typescript = {
  'src/backend/ranks.web.ts': `
import { Permissions, webMethod } from '@wix/web-methods'
import { items } from '@wix/data'

export interface Rank { title: string }


export const addRank = webMethod(Permissions.Anyone, async (rank: Rank): Promise<void> => {
  await items.insert('Ranks', rank)
})
`,
  'ranks.test.ts': `
import { expect, test } from 'vitest'
import { effects, world } from 'badge-events/vitest'
import { addRank } from 'backend/ranks'
test('TypeScript', async () => {
  await addRank({ title: 'First' })
  expect(world).toHaveInserted('Ranks', { title: 'First' })
  expect(effects()[0]?.place?.file).toBe('src/backend/ranks.web.ts')
})
`,
}

const setUp = {
  'vitest.config.js': `
import { wix } from 'badge-events/vitest'
export default { plugins: [wix()], test: { setupFiles: './setup.js', include: ['setup.test.js'] } }
`,
  'setup.js': `
import wixData from 'wix-data'
import { world } from 'badge-events/vitest'
world.seed({ collections: { Notes: [{ _id: 'n1' }] } })
globalThis.found = await wixData.get('Notes', 'n1')
`,
  'setup.test.js': `
import { beforeAll, beforeEach, expect, test } from 'vitest'
import wixData from 'wix-data'
import { effects, world } from 'badge-events/vitest'
beforeAll(() => wixData.insert('Notes', { _id: 'lost' }))
beforeEach(() => world.seed({ collections: { Notes: [{ _id: 'n2' }] } }))
test.each([1, 2])('seeds of a file hold for each test, what its hooks insert does not', () => {
  expect(world.collection('Notes').map(({ _id }) => _id)).toEqual(['n1', 'n2'])
  expect(effects()).toEqual([])
  expect(globalThis.found).toMatchObject({ _id: 'n1' })
})
`,
}

describe.each(vitests)('with %s', { timeout: 60_000 }, (_name, vitest) => {
  test.each<[string, Record<string, string>, string[], number]>([
    ['an npm package that imports Wix modules', glue, ['glue'], 1],
    ['TypeScript', typescript, ['ranks'], 1],
    ["the user's own set-up file, and hooks", setUp, [], 2],
  ])('there may be %s', async (_what, files, args, count) => {
    const run = await runSiteTests(createTestedSite({ vitest, files }), args, vitest)
    expect(run.report.numFailedTests, run.output).toBe(0)
    expect(run.report.numPassedTests, run.output).toBe(count)
  })

  test('a mistyped path is an error with the nearest file', async () => {
    const files = { 'wrong.test.js': "import 'backend/event.js'\n" }
    const { output } = await runSiteTests(createTestedSite({ vitest, files }), ['wrong'], vitest)
    expect(output).toContain('Cannot find "backend/event.js"')
    expect(output).toContain('The nearest file there is events.js')
  })

  test('the older layout has its folders at the root', async () => {
    const site = createTestedSite({
      vitest,
      files: {
        'vitest.config.js': `
import { wix } from 'badge-events/vitest'
export default { plugins: [wix({ site: 'old' })] }
`,
        'old/wix.config.json': '{}',
        'old/backend/hello.jsw': "export const hello = () => 'old'\n",
        'old/hello.test.js': `
import { expect, test } from 'vitest'
import { hello } from 'backend/hello'
test('found', () => expect(hello()).toBe('old'))
`,
      },
    })
    const run = await runSiteTests(site, ['hello'], vitest)
    expect(run.report.numPassedTests, run.output).toBe(1)
  })

  test('a seed that cannot be used fails the test, with its file', async () => {
    const files = { 'badge-events/data/Catalog.json': '{ "no": "array" }' }
    const site = createTestedSite({ vitest, files })
    const run = await runSiteTests(
      site,
      ['data-hooks', '-t', 'a hook changes what is inserted'],
      vitest,
    )
    expect(failureOf(run, 'a hook changes what is inserted')).toContain('Catalog.json')
  })

  test('watching runs the tests again that a changed file concerns', async () => {
    const site = createTestedSite({ vitest })
    const watching = watch(site, vitest)
    await watching.sees(ended('36 passed'))
    const points = site.read('src/backend/points.web.js')
    site.write('src/backend/points.web.js', points.replace('50 : 10', '51 : 10'))
    await watching.sees(ended('2 failed'))
    site.write('src/backend/points.web.js', points)
    await watching.sees(ended('\\d+ passed'))
    site.write('badge-events/data/Badges.json', '[{ "_id": "gold", "title": "Silver" }]')
    await watching.sees(ended('\\d failed'))
  })

  test.skipIf(!existsSync(join(vitest, 'node_modules/@vitest/coverage-v8')))(
    "coverage tells of the site's own files",
    async () => {
      const site = createTestedSite({ vitest, files: { 'node_modules/@vitest/.keep': '' } })
      symlinkSync(
        join(vitest, 'node_modules/@vitest/coverage-v8'),
        site.path('node_modules/@vitest/coverage-v8'),
      )
      const args = ['--coverage', '--coverage.reporter=text', '--coverage.include=src/**']
      const { output } = await runSiteTests(site, args, vitest)
      expect(output).toMatch(/events\.js +\| +100/)
      expect(output).toMatch(/badges\.jsw +\| +100/)
      expect(output).toMatch(/data\.js +\| +100/)
      expect(output).not.toContain('vitest-runtime')
    },
  )
})

test('importing the plugin loads little: no zod, no esbuild, no jose, no doubles', () => {
  const hook = pathToFileURL(join(packageRoot, 'test/cli/loaded-modules.mjs')).href
  const plugin = pathToFileURL(join(packageRoot, 'dist/vitest.js')).href
  const list = join(mkdtempSync(join(tmpdir(), 'badge-events-test-')), 'loaded')
  onTestFinished(() => rmSync(dirname(list), { recursive: true }))
  const script = `import { wix } from ${JSON.stringify(plugin)}\nwix()`
  const args = ['--import', hook, '--input-type=module', '-e', script]
  execFileSync(process.execPath, args, { env: { ...siteEnvironment(), LOADED_MODULES: list } })

  const loaded = readFileSync(list, 'utf8').split('\n')
  expect(loaded).toContain(plugin)
  expect(loaded.filter((url) => url.includes('node_modules'))).toEqual([])
  const ours = [...new Set(loaded.filter((url) => url.includes('/dist/')))]
  const bytes = ours.map((url) => statSync(fileURLToPath(url)).size).reduce((sum, n) => sum + n)
  // All of it; zod alone has more.
  expect(bytes).toBeLessThan(30_000)
})

test('the API of the tests says what is missing outside of a test', async () => {
  const { effects } = await import('../../src/testing/vitest/index.js')
  expect(() => effects()).toThrow(/plugins: \[wix\(\)\]/)
})

/** A run with this outcome is over, and Vitest watches again. */
function ended(outcome: string): RegExp {
  return new RegExp(`Tests {2}${outcome}[^]*?for file changes`)
}

/** A Vitest that watches a site; it is ended with the test. */
function watch(site: TestSite, vitest: string) {
  const child = spawn(process.execPath, [vitestBin(vitest), '--watch'], {
    cwd: site.root,
    env: siteEnvironment(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  })
  let unseen = ''
  let all = ''
  let look = (): void => {}
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      unseen += text
      all += text
      look()
    })
  }
  return {
    /** Waits for output that comes after what was seen before. */
    sees: (pattern: RegExp) =>
      new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`saw no ${pattern} in:\n${all}`)), 15_000)
        look = () => {
          const found = pattern.exec(unseen)
          if (!found) return
          unseen = unseen.slice(found.index + found[0].length)
          look = () => {}
          clearTimeout(timer)
          resolve()
        }
        look()
      }),
  }
}
