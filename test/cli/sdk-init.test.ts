import { expect, test } from 'vitest'
import { runCli } from './run-cli.js'
import { createSdkSite, simulateRuns } from './sdk-site.js'

test('the extensions that init writes run', async () => {
  const site = createSdkSite({
    'package.json': '{ "dependencies": { "@wix/astro": "^2.0.0" } }',
    'src/extensions.ts': `import { app } from '@wix/astro/builders'

export default app()
`,
  })
  const keys = ['assigned', 'unassigned', 'created-v4', 'updated-v4', 'deleted-v4']
  keys.push('assignment-created', 'assignment-deleted')
  const { exitCode } = await runCli(['init', '--events', keys.join(',')], { cwd: site.root })
  expect(exitCode).toBe(0)
  for (const key of keys) {
    const [run, ...others] = await simulateRuns(site, key)
    expect(others).toEqual([])
    expect(run).toMatchObject({ status: 'passed', event: key, warnings: [], effects: [] })
    expect(run?.logs[0]?.text).toMatch(/^(Member|Badge) /)
    expect(run?.logs[0]?.text).not.toContain('undefined')
    expect(run?.file).toMatch(/^src\/extensions\/backend\/events\/([\w-]+)\/\1\.ts$/)
  }
  const { stdout } = await runCli(['doctor', '--json'], { cwd: site.root })
  const { findings } = JSON.parse(stdout) as { findings: { code: string }[] }
  const wrong = findings.filter(({ code }) => /^extension-|^cache-/.test(code))
  expect(wrong).toEqual([])
}, 60_000)
