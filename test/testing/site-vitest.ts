import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { packageRoot } from '../../src/package-root.js'
import { copySite, type TestSite } from '../cli/site.js'

/** The Vitest that a site uses: a folder with `node_modules/vitest`. */
export const installedVitest = packageRoot

/** A folder with a Vitest 3; the gate sets it. */
export const vitest3 = process.env.BADGE_EVENTS_VITEST3

export interface SiteReport {
  numTotalTests: number
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

export interface SiteOptions {
  vitest?: string
  /** Copies the package, as npm installs it; otherwise it is a link, as in a workspace. */
  install?: boolean
  files?: Record<string, string>
}

/** A copy of the site with its own tests, with the built package and a Vitest in its `node_modules`. */
export function createTestedSite(options: SiteOptions = {}): TestSite {
  return installPackages(copySite('site-tests', options.files), options)
}

/** Puts the built package and a Vitest into the `node_modules` of a site. */
export function installPackages(site: TestSite, options: SiteOptions = {}): TestSite {
  const modules = site.path('node_modules')
  mkdirSync(modules, { recursive: true })
  symlinkSync(
    join(options.vitest ?? installedVitest, 'node_modules/vitest'),
    join(modules, 'vitest'),
  )
  const target = join(modules, 'badge-events')
  if (!options.install) symlinkSync(packageRoot, target)
  else {
    for (const name of ['package.json', 'dist', 'fixtures', 'bin']) {
      cpSync(join(packageRoot, name), join(target, name), { recursive: true })
    }
    symlinkSync(join(packageRoot, 'node_modules/esbuild'), join(modules, 'esbuild'))
  }
  return site
}

export interface SiteRun {
  exitCode: number
  output: string
  report: SiteReport
}

/** Runs the tests of a site to their end. */
export function runSiteTests(
  site: TestSite,
  args: readonly string[] = [],
  vitest = installedVitest,
): Promise<SiteRun> {
  const report = site.path('report.json')
  const given = ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...args]
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [vitestBin(vitest), ...given],
      { cwd: site.root, env: siteEnvironment(), timeout: 60_000 },
      (error, stdout, stderr) => {
        const exitCode = error ? Number(error.code ?? 1) : 0
        const output = stdout + stderr
        try {
          resolve({ exitCode, output, report: JSON.parse(site.read('report.json')) })
        } catch {
          throw new Error(`the tests of the site gave no report:\n${output}`)
        }
      },
    )
  })
}

export function vitestBin(vitest: string): string {
  return join(vitest, 'node_modules/vitest/vitest.mjs')
}

/** Without what the Vitest around it has set. */
export function siteEnvironment(): Record<string, string> {
  const { PATH = dirname(process.execPath), HOME = '', TMPDIR = '/tmp' } = process.env
  return { PATH, HOME, TMPDIR, NO_COLOR: '1' }
}

/** The message of a failed test. */
export function failureOf({ report }: SiteRun, name: string): string {
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const found = tests.find(({ fullName }) => fullName === name)
  return found?.failureMessages.join('\n') ?? `there is no test ${name}`
}
