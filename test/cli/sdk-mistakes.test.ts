import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { runCli } from './run-cli.js'
import { copySdkSite, createSdkSite, extension, simulateRuns } from './sdk-site.js'
import { failJson } from './simulate-json.js'
import { createSite } from './site.js'

const file = 'src/extensions/backend/events/my-extension/my-extension.ts'

describe('an extension', () => {
  test('that registers nothing', async () => {
    const site = createSdkSite(extension('export default function handler() {}\n'))
    const [run] = await simulateRuns(site, 'assigned')
    expect(run).toMatchObject({
      status: 'no-handler',
      handler: 'badges.onBadgeAssigned',
      file: 'src/extensions',
      error: {
        kind: 'no-handler',
        message: 'The code was loaded, and registered no handler.',
        hint: expect.stringContaining(
          "import { badges } from '@wix/members'; export default badges.onBadgeAssigned((event) => { … })",
        ),
      },
    })
  })

  test('of another event', async () => {
    const code = `import { badges } from '@wix/members'
export default badges.onBadgeUnassigned(() => {})
`
    const [run] = await simulateRuns(createSdkSite(extension(code)), 'assigned')
    expect(run).toMatchObject({
      status: 'no-handler',
      error: {
        message:
          'No handler is registered for badges.onBadgeAssigned. Handlers are registered for badges.onBadgeUnassigned.',
      },
    })
  })

  test.each([
    ['nobody calls', 'export function register() {\n  badges.onBadgeAssigned(() => {})\n}\n'],
    [
      'nobody calls and the bundler leaves out',
      'function register() {\n  badges.onBadgeAssigned(() => {})\n}\n',
    ],
    ['a condition keeps back', 'if (process.env.NEVER) {\n  badges.onBadgeAssigned(() => {})\n}\n'],
  ])('that registers in code that %s', async (_, code) => {
    const site = createSdkSite(extension(`import { badges } from '@wix/members'\n${code}`))
    const [run] = await simulateRuns(site, 'assigned')
    expect(run).toMatchObject({
      status: 'no-handler',
      error: {
        message: expect.stringContaining(
          'badges.onBadgeAssigned was not called while the code was loaded',
        ),
        place: { file, line: 3 },
        hint: expect.stringContaining('at the top of the file'),
      },
    })
  })

  test('that throws while it is loaded', async () => {
    const code = `import { badges } from '@wix/members'
const config: { id: string } | undefined = undefined
const { id } = config!
export default badges.onBadgeAssigned(() => id)
`
    const [run] = await simulateRuns(createSdkSite(extension(code)), 'assigned')
    expect(run).toMatchObject({
      status: 'failed',
      error: { kind: 'threw-on-load', name: 'TypeError', place: { file, line: 3 } },
    })
  })

  test('with two default exports', async () => {
    const code = `import { badges } from '@wix/members'
export default badges.onBadgeAssigned(() => 1)
export default badges.onBadgeUnassigned(() => 2)
`
    const { error, exitCode } = await failJson(['simulate', 'assigned'], {
      cwd: createSdkSite(extension(code)).root,
    })
    expect(exitCode).toBe(2)
    expect(error).toMatchObject({
      code: 'CODE_INVALID',
      message: expect.stringMatching(
        /my-extension\.ts:3: Multiple exports with the same name "default"/,
      ),
      frame: { file, line: 3 },
    })
  })

  test('that hands over no function', async () => {
    const code = `import { badges } from '@wix/members'
export default badges.onBadgeAssigned({} as never)
`
    const [run] = await simulateRuns(createSdkSite(extension(code)), 'assigned')
    expect(run).toMatchObject({
      status: 'failed',
      error: { name: 'TypeError', place: { file, line: 2 } },
    })
  })
})

describe('a package that is not installed', () => {
  const code = `import { badges } from '@wix/members'
export default badges.onBadgeAssigned(() => {})
`
  test.each([
    ['any of them', [], '@wix/members'],
    [
      '@wix/members',
      ['@wix/sdk', '@wix/sdk-types', '@wix/sdk-runtime', '@wix/sdk-context'],
      '@wix/members',
    ],
    ['@wix/sdk', ['@wix/members'], '@wix/sdk'],
  ])('is named: %s', async (_, installed, missing) => {
    const site = createSite(extension(code))
    mkdirSync(site.path('node_modules/@wix'), { recursive: true })
    for (const name of installed) {
      symlinkSync(join(packageRoot, 'node_modules', name), site.path(`node_modules/${name}`))
    }
    const { error, exitCode } = await failJson(['simulate', 'assigned'], { cwd: site.root })
    expect(exitCode).toBe(2)
    expect(error).toMatchObject({
      code: 'IMPORT_UNRESOLVED',
      message: `Cannot find "${missing}": ${file}:2 registers a handler with the SDK, and it is not installed`,
      hint: 'npm install @wix/members @wix/sdk',
      frame: { file, line: 2 },
    })
  })

  test('does not matter to code that registers nothing with it', async () => {
    const site = createSite({
      'src/backend/events.js': `import { badges } from '@wix/members'
export const wixBadges_onBadgeAssigned = () => typeof badges.assignBadge`,
    })
    const [run] = await simulateRuns(site, 'assigned')
    expect(run).toMatchObject({ status: 'passed', returned: 'function' })
  })
})

describe('what is for Velo handlers alone', () => {
  test('is refused, or left out', async () => {
    const site = createSdkSite(
      extension(`import { badges } from '@wix/members'
import { items } from '@wix/data'
import { auth } from '@wix/essentials'
export default badges.onBadgeAssigned(() => auth.elevate(items.insert)('Log', {}))
`),
    )
    const { error } = await failJson(['simulate', 'assigned', '--save-test'], { cwd: site.root })
    expect(error).toMatchObject({
      code: 'USAGE_INVALID',
      message:
        '--save-test writes tests of Velo handlers, and badges.onBadgeAssigned is registered with the SDK',
    })
    const { stdout, exitCode } = await runCli(['simulate', 'assigned', '--idempotent'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(1)
    expect(stdout).toContain('not idempotent  badges.onBadgeAssigned')
    expect(stdout).toContain("await items.insert('Log', { _id: event.metadata._id")
    expect(stdout).not.toContain('wixData')
  })

  test('but not --all', async () => {
    const { stdout, exitCode } = await runCli(['simulate', '--all'], {
      cwd: copySdkSite('cli-app').root,
    })
    expect(exitCode).toBe(0)
    expect(stdout.match(/^✓ badge/gm)).toHaveLength(3)
    expect(stdout).toContain('3 runs, all passed')
  })
})

describe('names in the catalog', () => {
  test('an event of the SDK alone is refused where no code registers with it', async () => {
    const site = createSite({
      'src/backend/events.js': 'export const wixBadges_onBadgeAssigned = 1',
    })
    const { error } = await failJson(['simulate', 'assignment-created'], { cwd: site.root })
    expect(error).toMatchObject({ code: 'USAGE_INVALID' })
  })

  test('an event outside the catalog runs by the type of its webhook', async () => {
    const site = createSdkSite({
      'app.ts': `import { createClient } from '@wix/sdk'
const definition = Object.assign(() => {}, {
  __type: 'event-definition',
  type: 'wix.ecom.v1.order_created',
  isDomainEvent: true,
})
const client = createClient({ modules: { orders: { onOrderCreated: definition } } })
client.orders.onOrderCreated((event) => event)
`,
      'order.json': JSON.stringify({
        entity: { _id: 'order' },
        metadata: {
          id: 'one',
          entityId: 'order',
          eventTime: '2026-03-02T10:15:20.118Z',
          triggeredByAnonymizeRequest: false,
        },
      }),
    })
    const [run] = await simulateRuns(
      site,
      ...['wix.ecom.v1.order_created', '--handler', 'app.ts', '-f', 'order.json', '--as-is'],
    )
    expect(run).toMatchObject({
      status: 'passed',
      event: 'wix.ecom.v1.order_created',
      returned: {
        entity: { id: 'order' },
        metadata: { id: 'one', entityFqdn: 'wix.ecom.v1.order', slug: 'created' },
      },
    })
  })

  test('help says where handlers are looked for when there are none', async () => {
    const { stderr, exitCode } = await runCli(['simulate', 'assigned'], {
      cwd: createSite({}).root,
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('src/extensions')
  })
})
