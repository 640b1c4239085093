import { execFile, execFileSync } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { type InitOptions, initRun } from '../../src/commands/init.js'
import type { Context } from '../../src/context.js'
import { packageRoot } from '../../src/package-root.js'
import { runCli } from '../cli/run-cli.js'
import { handlerNames } from '../scaffold/arbitraries.js'
import { createSite, readSite } from '../scaffold/site.js'

const handlers = 'src/backend/events.js'

describe('an empty folder', () => {
  test('gets handlers, a config and a .gitignore; a second run changes nothing', async () => {
    const site = createSite()
    const first = await run({}, site)
    expect(first).toMatchObject({ exitCode: 0, err: '' })
    expect(first.out).toBe(`\
Found an empty folder in ${site}

  created    src/backend/events.js     8 handlers
  created    badge-events/config.json
  created    .gitignore                .badge-events/

Next:
  npx badge-events simulate assigned   run the handler with a realistic event
  npm install --save-dev badge-events  types of the events in your editor
  Create the collection ProcessedEvents in your site: handlers keep the ids of events there.
  Publish the site: Wix calls the handlers there only, not in preview.
  More in README.md and docs/init.md of badge-events.
`)
    const files = readSite(site)
    expect(Object.keys(files)).toEqual(['.gitignore', 'badge-events/config.json', handlers])
    const second = await run({}, site)
    expect(second.out).toContain('Nothing to add: all of it is there.')
    expect(readSite(site)).toEqual(files)
  })

  test('that is not there yet is made', async () => {
    const site = join(createSite(), 'deep/site')
    expect(await run({ dir: 'deep/site' }, join(site, '../..'))).toMatchObject({ exitCode: 0 })
    expect(readSite(site)).toHaveProperty([handlers])
  })

  test('gets the fixtures of its events when asked', async () => {
    const site = createSite()
    await run({ events: 'assigned, created', fixtures: true }, site)
    expect(readdirSync(join(site, 'badge-events/fixtures'))).toEqual([
      'assigned.json',
      'created-v4.json',
      'created.json',
    ])
  })
})

describe('what is there', () => {
  test('stays: config, fixtures, other lines of .gitignore', async () => {
    const files = {
      'badge-events/config.json': '{ "mine": 1 }',
      'badge-events/fixtures/assigned.json': '{}',
      '.gitignore': 'node_modules\r\ndist',
    }
    const site = createSite(files)
    await run({ events: 'assigned', fixtures: true }, site)
    expect(readSite(site)).toMatchObject({
      ...files,
      '.gitignore': 'node_modules\r\ndist\r\n.badge-events/\r\n',
    })
  })

  test.each(['.badge-events', '/.badge-events/', '.badge-events/  '])(
    'a .gitignore with %j is enough',
    async (line) => {
      const site = createSite({ '.gitignore': `${line}\n` })
      await run({}, site)
      expect(readSite(site)['.gitignore']).toBe(`${line}\n`)
    },
  )

  test('is told of when Wix would not call it', async () => {
    const site = createSite({
      [handlers]: [
        "import { onCreated } from './created'",
        'export const wixBadges_onBadgeCreated = onCreated',
        "export * from './more'",
        'function wixBadges_onBadgeDeleted() {}',
      ].join('\n'),
      'src/backend/more.js': "export * from 'backend/most.js'",
      'src/backend/most.js': 'export function wixBadges_onBadgeUpdated() {}',
      'src/backend/events.ts': '',
    })
    const { json } = await run({ api: 'v3', json: true }, site)
    expect(json.files[0].added).toEqual([
      'wixBadges_onBadgeAssigned',
      'wixBadges_onBadgeUnassigned',
    ])
    expect(json.findings.map(({ message }: { message: string }) => message)).toEqual([
      'Wix does not call wixBadges_onBadgeCreated at src/backend/events.js:2: it is imported from another file and exported again',
      'Wix is not known to call wixBadges_onBadgeUpdated: src/backend/events.js exports it with export *',
      'src/backend/events.js uses the name wixBadges_onBadgeDeleted without exporting it, so init left it out',
      'Wix does not read src/backend/events.ts: handlers of a Velo site belong in events.js',
    ])
    expect(json.findings[0]).toMatchObject({ kind: 'not-called', file: handlers, line: 2 })
  })
})

describe('an app', () => {
  test('gets extensions, each with an id, and tells how to register them', async () => {
    const site = createSite({ 'wix.config.json': '{"appId":"a"}' })
    const { out } = await run({ events: 'assignment-created' }, site)
    expect(out).toContain('Found a Wix CLI app, headless project or Studio Two site (appId in')
    expect(out).toContain('! The extensions are not registered: there is no src/extensions.ts')
    expect(out).toContain('export default app().use(assignmentCreated)')
    expect(out).toContain('npx badge-events events assignment-created')
    const again = await run({ events: 'assignment-created', json: true }, site)
    expect(new Set(again.json.files.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['unchanged']),
    )
  })

  test('of Studio Two imports its builder from its own package', async () => {
    const site = createSite({ 'package.json': '{"dependencies":{"@wix/custom-extensions":"1"}}' })
    await run({ events: 'created-v4' }, site)
    expect(
      readSite(site)['src/extensions/backend/events/badge-created/badge-created.extension.ts'],
    ).toContain("import { extensions } from '@wix/custom-extensions';")
  })

  test('of the older CLI is refused', async () => {
    const site = createSite({ 'src/backend/events/mine/event.ts': '' })
    await expect(run({}, site)).rejects.toMatchObject({ code: 'USAGE_INVALID' })
    expect(Object.keys(readSite(site))).toEqual(['src/backend/events/mine/event.ts'])
  })
})

describe('a dry run', () => {
  const files = {
    [handlers]: '\ufeffimport a from "a"\r\n\r\nexport function b() {\r\n\treturn a\r\n}',
    '.gitignore': 'dist',
  }

  test('writes nothing; git apply does from its output what init would do', async () => {
    const [dry, applied, real] = [createSite(files), createSite(files), createSite(files)]
    const { out } = await run({ dryRun: true }, dry)
    expect(readSite(dry)).toEqual(readSite(createSite(files)))
    execFileSync('git', ['init', '-q'], { cwd: applied })
    execFileSync('git', ['apply', '-'], { cwd: applied, input: out })
    await run({}, real)
    expect(readSite(applied)).toEqual(readSite(real))
  })

  test('says on stderr what would be done', async () => {
    const { err } = await run({ dryRun: true }, createSite(files))
    expect(err).toContain('  would extend  src/backend/events.js     8 handlers\n')
    expect(err).toContain('Nothing was written')
  })

  test('is escaped for a terminal', async () => {
    const site = createSite({ [handlers]: 'const a = "\u001b[31m"\r\n' })
    const { out } = await run({ dryRun: true }, site, { outIsTTY: true })
    expect(out).toContain(' const a = "\\u001b[31m"\n')
  })

  test('has the diffs in JSON mode', async () => {
    const { json } = await run({ dryRun: true, json: true, events: 'assigned' }, createSite(files))
    expect(json).toMatchObject({ dryRun: true, site: { kind: 'velo' } })
    expect(json.files[0]).toMatchObject({ status: 'extended', added: [handlerNames[0]] })
    expect(json.files[0].diff).toMatch(/^--- a\/src\/backend\/events.js\n\+\+\+ b\//)
  })
})

describe('code that cannot be extended', () => {
  test.each([
    ['that does not parse', 'export function (', 'CODE_INVALID'],
    ['of CommonJS', 'exports.a = 1', 'CODE_INVALID'],
    ['that is not UTF-8', Buffer.from([0xff, 0xfe, 0x61, 0]), 'FILE_UNREADABLE'],
  ])('%s is refused, and nothing at all is written', async (_name, code, expected) => {
    const site = createSite({ [handlers]: '' })
    writeFileSync(join(site, handlers), code)
    const before = readSite(site)
    await expect(run({}, site)).rejects.toMatchObject({ code: expected })
    expect(readSite(site)).toEqual(before)
  })
})

describe('the command line', () => {
  test('init, then simulate of each handler', { timeout: 60_000 }, async () => {
    const cwd = createSite()
    expect(await runCli(['init'], { cwd })).toMatchObject({ exitCode: 0, stderr: '' })
    for (const name of handlerNames) {
      const { exitCode, stdout } = await runCli(['simulate', name, '--json'], { cwd })
      expect(JSON.parse(stdout)).toMatchObject({ status: 'passed', handler: name, warnings: [] })
      expect(exitCode).toBe(0)
    }
  })

  test('an event that was handled before is skipped', async () => {
    const { metadata } = readFixture('created') as { metadata: { id: string } }
    const logsOf = async (processed: object[]) => {
      const cwd = createSite({
        'badge-events/config.json': '{}',
        'badge-events/data/ProcessedEvents.json': JSON.stringify(processed),
      })
      await runCli(['init', '--events', 'created'], { cwd })
      const args = ['simulate', 'wixBadges_onBadgeCreated', '--as-is', '--json']
      return JSON.parse((await runCli(args, { cwd })).stdout).logs
    }
    expect(await logsOf([])).toHaveLength(1)
    expect(await logsOf([{ _id: metadata.id }])).toEqual([])
  })

  test.each([
    [['init', '--events', 'asigned'], 2, 'Did you mean assigned'],
    [['init', '--api', 'v5'], 2, 'v3, v4'],
    [['init', 'package.json'], 2, 'is a file, not a folder'],
  ] as const)('%j exits with %i', async (args, exitCode, text) => {
    const result = await runCli(args, { cwd: createSite({ 'package.json': '{}' }) })
    expect(result.exitCode).toBe(exitCode)
    expect(result.stderr).toContain(text)
  })

  test('a folder that cannot be written is exit code 3', async () => {
    const cwd = createSite({ 'badge-events': 'a file' })
    const result = await runCli(['init'], { cwd })
    expect(result.exitCode).toBe(3)
  })
})

describe('TypeScript finds no error', { timeout: 60_000 }, () => {
  test('in the handlers, with our types', async () => {
    const site = createSite({ 'src/wix-data.d.ts': wixDataTypes })
    const members = 'member-created,member-updated,member-deleted'
    await run({}, site)
    await run({ events: members }, site)
    await run({ dir: 'single', api: 'v4' }, site)
    expect(await typeErrors(site)).toBe('')
  })

  test('but does in a handler that uses what its event does not have', async () => {
    const site = createSite({ 'src/wix-data.d.ts': wixDataTypes })
    await run({ events: 'assigned' }, site)
    const path = join(site, handlers)
    writeFileSync(path, readSite(site)[handlers]?.replace('= event.data', '= event.entity') ?? '')
    expect(await typeErrors(site)).toContain("Property 'entity' does not exist")
  })

  test("in the extensions, with the SDK's types", async () => {
    const site = createSite({
      'src/extensions.ts': "import { app } from '@wix/astro/builders'\nexport default app()\n",
      'src/builders.d.ts': builderTypes,
    })
    const all = 'created-v4,updated-v4,deleted-v4,assignment-created,assignment-deleted'
    await run({ events: `${all},assigned,unassigned,member-created,member-deleted` }, site)
    expect(await typeErrors(site)).toBe('')
  })
})

/** Stands for what `wix sync-types` puts into a site. */
const wixDataTypes = `declare module 'wix-data' {
  const wixData: { insert(collection: string, item: object, options?: { suppressAuth?: boolean }): Promise<object> }
  export default wixData
}`

const builderTypes = `declare module '@wix/astro/builders' {
  interface App { use(extension: { id: string }): App }
  export function app(): App
  export const extensions: { event(options: { id: string; source: string }): { id: string } }
}`

async function typeErrors(site: string): Promise<string> {
  const options = {
    compilerOptions: {
      strict: true,
      allowJs: true,
      checkJs: true,
      noEmit: true,
      noUnusedLocals: true,
      target: 'es2022',
      // Of our own sources, which stand in for the types that are shipped.
      lib: ['es2023'],
      module: 'esnext',
      moduleResolution: 'bundler',
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      types: ['node'],
      typeRoots: [join(packageRoot, 'node_modules/@types')],
      paths: {
        'badge-events': [join(packageRoot, 'src/testing/index.ts')],
        '@wix/members': [join(packageRoot, 'node_modules/@wix/members')],
      },
    },
    include: ['src', 'single'],
  }
  writeFileSync(join(site, 'tsconfig.json'), JSON.stringify(options))
  const tsc = join(packageRoot, 'node_modules/typescript/bin/tsc')
  const ended = promisify(execFile)(process.execPath, [tsc, '-p', site], { cwd: site })
  return ended.then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  )
}

async function run(options: InitOptions, cwd: string, io: Partial<Context['io']> = {}) {
  let out = ''
  let err = ''
  let id = 0
  const exitCode = await initRun(options, {
    io: {
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
      readStdin: async () => '',
      stdinIsTTY: false,
      outIsTTY: false,
      errIsTTY: false,
      columns: 80,
      outColour: false,
      errColour: false,
      ...io,
    },
    env: {},
    cwd,
    now: () => new Date(0),
    newId: () => `00000000-0000-4000-8000-${String(++id).padStart(12, '0')}`,
    signal: new AbortController().signal,
  } as Context)
  return {
    exitCode,
    out,
    err,
    get json() {
      return JSON.parse(out)
    },
  }
}
