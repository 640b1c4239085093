import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { version } from '../../src/version.js'
import { runCli } from './run-cli.js'
import { startHttp } from './sdk-server.js'
import { siteWith, type TestSite } from './site.js'

const hook = pathToFileURL(join(packageRoot, 'test/cli/loaded-modules.mjs')).href

/** A text that only the code of the library has; in dist it may be part of a chunk. */
const marks = {
  esbuild: 'esbuild: Failed',
  zod: 'ZodError',
  jose: 'ERR_JOSE_',
  undici: 'UND_ERR_',
  '@wix/sdk': 'wix-sdk',
  acorn: 'Unterminated regular expression',
  chokidar: 'awaitWriteFinish',
  'fast-check': 'interruptAfterTimeLimit',
}

/** Addresses of the modules a command line loads, and the libraries among them. */
async function loaded(args: readonly string[], site: TestSite) {
  site.write('loaded.txt', '')
  const { exitCode, stdout } = await runCli(args, {
    cwd: site.root,
    env: { LOADED_MODULES: site.path('loaded.txt') },
    nodeOptions: ['--import', hook],
  })
  expect(exitCode).toBe(0)
  const urls = site.read('loaded.txt').split('\n').filter(Boolean)
  const files = urls.filter((url) => url.startsWith('file:'))
  const code = files.map((url) => readFileSync(fileURLToPath(url), 'utf8'))
  const libraries = Object.entries(marks).flatMap(([name, mark]) =>
    urls.some((url) => url.includes(`/node_modules/${name}/`)) ||
    code.some((text) => text.includes(mark))
      ? [name]
      : [],
  )
  return { files, libraries, stdout }
}

const passing = 'export function wixBadges_onBadgeAssigned() { return 1 }\n'

describe('the start', () => {
  test.each([
    ['--version'],
    ['--help'],
    ['simulate --help'],
    ['trigger --help'],
    ['events'],
    ['generate assigned'],
  ])('of %s loads no costly library', async (line) => {
    const { files, libraries } = await loaded(line.split(' '), siteWith(passing))
    expect(files.some((url) => url.endsWith('/dist/main.js'))).toBe(true)
    expect(libraries).toEqual([])
  })

  test('of simulate loads none when the bundle is cached', async () => {
    const site = siteWith(passing)
    const cold = await loaded(['simulate', 'assigned'], site)
    expect(cold.libraries).toContain('esbuild')
    const warm = await loaded(['simulate', 'assigned'], site)
    expect(warm.stdout).toContain('✓ passed')
    expect(warm.libraries).toEqual([])
  })

  test('of simulate with JSON loads no renderer', async () => {
    const site = siteWith(passing)
    await loaded(['simulate', 'assigned'], site)
    const { files, libraries } = await loaded(['simulate', 'assigned', '--json'], site)
    expect(libraries).toEqual([])
    const withRenderers = await loaded(['simulate', 'assigned'], site)
    expect(files.length).toBeLessThan(withRenderers.files.length)
  })

  test('of simulate loads nothing that compares or reports', async () => {
    const site = siteWith(passing)
    const marks = ['is no expectation', 'TAP version 14', '<testsuites', 'nothing to run:']
    const found = async (args: readonly string[]): Promise<string[]> => {
      const { files } = await loaded(['simulate', ...args], site)
      const code = files.map((url) => readFileSync(fileURLToPath(url), 'utf8')).join('')
      return marks.filter((mark) => code.includes(mark))
    }
    expect(await found(['assigned'])).toEqual([])
    expect(await found(['assigned', '--tap', '--expect', 'e.json', '--update'])).toEqual(
      marks.slice(0, 2),
    )
  })

  // What the tests above look for can be found.
  test.each([
    ['zod', ['events', 'assigned', '--schema']],
    ['zod', ['simulate', 'assigned', '-s', 'data.memberId=ann']],
    ['fast-check', ['fuzz', 'assigned', '--runs', '5', '--no-save']],
  ])('loads %s only where it is needed', async (library, args) => {
    const { libraries } = await loaded(args, siteWith(passing))
    expect(libraries).toContain(library)
  })

  test.each([['--to', '{url}'], ['--to={url}']])(
    'of simulate %s starts no worker',
    async (...to) => {
      const url = await startHttp((_body, respond) => respond(200))
      const args = ['simulate', 'assigned', ...to.map((arg) => arg.replace('{url}', url))]
      const { files } = await loaded(args, siteWith(passing))
      expect(files.some((file) => file.endsWith('/dist/main.js'))).toBe(true)
      expect(files.filter((file) => file.endsWith('/dist/worker.js'))).toEqual([])
      const local = await loaded(['simulate', 'assigned'], siteWith(passing))
      expect(local.files.some((file) => file.endsWith('/dist/worker.js'))).toBe(true)
    },
  )

  test('prints the version of the package', async () => {
    for (const flag of ['--version', '-v']) {
      const { exitCode, stdout, stderr } = await runCli([flag])
      expect([exitCode, stdout, stderr]).toEqual([0, `${version}\n`, ''])
    }
  })

  test('without a command shows the help', async () => {
    const bare = await runCli([])
    const help = await runCli(['--help'])
    expect([bare.exitCode, bare.stderr]).toEqual([0, ''])
    expect(bare.stdout).toBe(help.stdout)
    for (const command of ['simulate', 'generate', 'events']) expect(help.stdout).toContain(command)
  })
})

test('the worker stays small, because each run loads it', () => {
  expect(statSync(join(packageRoot, 'dist/worker.js')).size).toBeLessThan(80_000)
})
