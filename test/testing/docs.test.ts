import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { createTestedSite, runSiteTests, siteEnvironment } from './site-vitest.js'

/** The JavaScript of a page, example by example. */
function examples(page: string): string[] {
  const text = readFileSync(join(packageRoot, 'docs', page), 'utf8')
  return [...text.matchAll(/^```js\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
}

test('the examples of testing.md pass', { timeout: 60_000 }, async () => {
  const [config = '', ...tests] = examples('testing.md')
  const files = tests.map((code, index) => [`example/${index}.test.js`, code])
  const site = createTestedSite({
    files: { 'vitest.config.js': config, ...Object.fromEntries(files) },
  })
  const run = await runSiteTests(site, ['example/'])
  expect(run.report.numFailedTests, run.output).toBe(0)
  expect(run.report.numPassedTests).toBe(3)
})

test('the examples of library.md print what they should', () => {
  const site = createTestedSite()
  const printed = examples('library.md').map((code, index) => {
    site.write(`example-${index}.mjs`, code)
    const options = { cwd: site.root, env: siteEnvironment() }
    return execFileSync(process.execPath, [`example-${index}.mjs`], options)
      .toString()
      .trim()
  })
  expect(printed).toEqual(['passed 1', '1', '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783', '3 public'])
})
