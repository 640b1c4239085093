import { cpSync, existsSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { runCli, startCli } from './run-cli.js'
import { failJson, simulateJson } from './simulate-json.js'
import { createSite, siteWith, type TestSite } from './site.js'

const passing = 'export function wixBadges_onBadgeAssigned() { return 1 }\n'

describe('the cache of bundles', () => {
  test('lies in the site, in a folder for its owner alone', async () => {
    const site = siteWith(passing)
    await simulateJson(['assigned'], { cwd: site.root })
    expect(readdirSync(site.path('.badge-events/cache')).length).toBeGreaterThan(0)
  })

  test('lies in the temporary folder where the site cannot be written to', async () => {
    // A file in the way stops every user, root too.
    const site = siteWith(passing, { '.badge-events': '' })
    const temporary = createSite({})
    const env = { TMPDIR: temporary.root }
    const { exitCode, result } = await simulateJson(['assigned'], { cwd: site.root, env })
    expect(exitCode).toBe(0)
    expect(result.returned).toBe(1)
    expect(readdirSync(temporary.root).some((name) => name.startsWith('badge-events-'))).toBe(true)
  })

  test('that can be written nowhere is an error of the environment', async () => {
    const site = siteWith(passing, { '.badge-events': '', 'tmp-file': '' })
    const env = { TMPDIR: site.path('tmp-file') }
    const { exitCode, error } = await failJson(['simulate', 'assigned'], { cwd: site.root, env })
    expect(exitCode).toBe(3)
    expect(error.code).toBe('FILE_UNWRITABLE')
    expect(error.hint).toBe('Check that it exists and that you may read and write it.')
  })

  test('is used on the next run, and given up when the code changes', async () => {
    const site = siteWith(passing)
    await simulateJson(['assigned'], { cwd: site.root })
    const scripts = (): string[] =>
      readdirSync(site.path('.badge-events/cache')).filter((name) => name.endsWith('.mjs'))
    const [script = ''] = scripts()
    // A cached bundle is run as it is: changing it by hand changes what runs.
    site.write(
      `.badge-events/cache/${script}`,
      site.read(`.badge-events/cache/${script}`).replace('return 1', 'return 7'),
    )
    expect((await simulateJson(['assigned'], { cwd: site.root })).result.returned).toBe(7)
    site.write('src/backend/events.js', passing.replace('return 1', 'return 2'))
    expect((await simulateJson(['assigned'], { cwd: site.root })).result.returned).toBe(2)
  })
})

describe('outside a site', () => {
  test('there is nothing to simulate', async () => {
    const { exitCode, error } = await failJson(['simulate', 'assigned'], { cwd: '/' })
    expect(exitCode).toBe(2)
    expect(error.code).toBe('SITE_NOT_FOUND')
    expect(error.hint).toContain('--handler path/to/events.js')
  })

  test('events can be listed and generated', async () => {
    const outcomes = [
      [['events'], 'wixBadges_onBadgeAssigned'],
      [['generate', 'assigned'], '"memberId"'],
    ] as const
    for (const [args, text] of outcomes) {
      const { exitCode, stdout, stderr } = await runCli(args, { cwd: '/' })
      expect(exitCode).toBe(0)
      expect(stderr).toBe('')
      expect(stdout).toContain(text)
    }
  })
})

describe('a reader that closes the pipe early', () => {
  test('ends no run with an error', async () => {
    const cli = startCli(['events', '--json', '--schema'])
    cli.closeStdout()
    const { exitCode, stderr } = await cli.finished
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
  })
})

describe('a bug of ours', () => {
  test('is an internal error with its stack, and code 70', async () => {
    const broken = copyPackage()
    broken.write('fixtures/assigned.json', '{ this is no JSON')
    const site = siteWith(passing)
    const { exitCode, error } = await failJson(['simulate', 'assigned'], {
      cwd: site.root,
      bin: broken.path('bin/badge-events.js'),
    })
    expect(exitCode).toBe(70)
    expect(error.code).toBe('INTERNAL')
    expect(error.message).toContain('This is a bug in badge-events: SyntaxError')
    expect(error.hint).toContain('Please report it')
  })
})

/** The built package in a folder of its own, to be broken by a test. */
function copyPackage(): TestSite {
  const folder = createSite({})
  for (const name of ['bin', 'dist', 'fixtures', 'package.json']) {
    cpSync(join(packageRoot, name), folder.path(name), { recursive: true })
  }
  if (existsSync(join(packageRoot, 'node_modules'))) {
    symlinkSync(join(packageRoot, 'node_modules'), folder.path('node_modules'))
  }
  return folder
}
