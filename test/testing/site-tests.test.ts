import { describe, expect, test } from 'vitest'
import {
  createTestedSite,
  installedVitest,
  runSiteTests,
  type SiteOptions,
  vitest3,
} from './site-vitest.js'

const testCount = 36

async function expectAllPass(options: SiteOptions, args: string[] = []): Promise<void> {
  const { vitest = installedVitest } = options
  const run = await runSiteTests(createTestedSite(options), args, vitest)
  expect(run.report.numFailedTests, run.output).toBe(0)
  expect(run.report.numPassedTests, run.output).toBe(testCount)
  expect(run.exitCode).toBe(0)
}

describe("a site's own tests", { timeout: 60_000 }, () => {
  test.each<[string, SiteOptions, string[]]>([
    ['with the package linked, in processes', {}, ['--pool=forks']],
    ['with the package installed, in threads', { install: true }, ['--pool=threads']],
    ['one file after another', { install: true }, ['--no-file-parallelism']],
  ])('pass %s', (_how, options, args) => expectAllPass(options, args))

  // There Vitest keeps modules, with their mocks, from one file to the next.
  test.each(['--no-isolate', '--pool=vmThreads'])(
    'pass with %s, as far as they mock no module',
    async (how) => {
      const args = [how, '--no-file-parallelism', '--exclude=test/{mocks,data-hooks}*']
      const run = await runSiteTests(createTestedSite(), args)
      expect(run.report.numFailedTests, run.output).toBe(0)
      expect(run.report.numPassedTests).toBe(30)
    },
  )

  test('fail on the first import without the plugin', async () => {
    const site = createTestedSite({ files: { 'vitest.config.js': 'export default {}\n' } })
    const run = await runSiteTests(site)
    expect(run.exitCode).toBe(1)
    expect(run.report.numPassedTests).toBe(0)
    expect(run.report.testResults).toHaveLength(7)
    for (const { message, assertionResults } of run.report.testResults) {
      expect(assertionResults).toEqual([])
      // The second is what Vitest says of a mocked module that there is not.
      expect(message).toMatch(/(Cannot find|Failed to resolve).*(backend|wix)|error when mocking/)
    }
    expect(run.output).toContain('backend/events.js')
  })
})

describe('with Vitest 3', { timeout: 60_000 }, () => {
  test('the gate gives one', () => {
    if (process.env.CI) expect(vitest3, 'BADGE_EVENTS_VITEST3 is not set').toBeDefined()
  })

  test.skipIf(vitest3 === undefined).each<[string, SiteOptions, string[]]>([
    ['with the package linked, in processes', {}, ['--pool=forks']],
    ['with the package installed, in threads', { install: true }, ['--pool=threads']],
    ['in contexts of their own', {}, ['--pool=vmThreads']],
  ])('they pass %s', (_how, options, args) =>
    expectAllPass({ ...options, ...(vitest3 !== undefined && { vitest: vitest3 }) }, args),
  )
})
