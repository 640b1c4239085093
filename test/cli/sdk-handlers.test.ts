import { describe, expect, test } from 'vitest'
import { runCli } from './run-cli.js'
import { copySdkSite, createSdkSite, extension, simulateRuns } from './sdk-site.js'

describe('handlers of one event in several shapes', () => {
  test('all run, and are told apart', async () => {
    const site = copySdkSite('cli-app', {
      'src/backend/events.js': `export const wixBadges_onBadgeAssigned = ({ metadata }) => Object.keys(metadata)`,
    })
    const runs = await simulateRuns(site, 'assigned')
    expect(runs).toMatchObject([
      {
        status: 'passed',
        event: 'assigned',
        handler: 'wixBadges_onBadgeAssigned',
        file: 'src/backend/events.js',
        returned: ['id', 'entityId', 'eventTime', 'triggeredByAnonymizeRequest'],
      },
      {
        status: 'passed',
        event: 'assigned',
        handler: 'badges.onBadgeAssigned',
        file: 'src/extensions/backend/events/badge-assigned/badge-assigned.ts',
      },
    ])
    expect(runs[0]).not.toHaveProperty('handlers')
    expect(runs[0]?.input).toEqual({ ...runs[1]?.input, metadata: expect.anything() })
  })

  test('share the world that they work on', async () => {
    const site = createSdkSite({
      'src/backend/events.js': `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = () => wixData.insert('Log', { what: 'velo' })`,
      ...extension(`import { badges } from '@wix/members'
import { items } from '@wix/data'
export default badges.onBadgeAssigned(async () => (await items.query('Log').find()).items.length)`),
    })
    const runs = await simulateRuns(site, 'assigned')
    expect(runs.map(({ returned }) => returned)).toEqual([
      expect.objectContaining({ what: 'velo' }),
      1,
    ])
    const many = await simulateRuns(site, 'assigned', '--count', '3')
    expect(many.filter(({ handler }) => handler === 'badges.onBadgeAssigned')).toMatchObject([
      { returned: 1 },
      { returned: 2 },
      { returned: 3 },
    ])
  })

  test('are picked by the name of the handler', async () => {
    const site = copySdkSite('cli-app', {
      'src/backend/events.js': 'export const wixBadges_onBadgeAssigned = () => 1',
    })
    const velo = await simulateRuns(site, 'wixBadges_onBadgeAssigned')
    const sdk = await simulateRuns(site, 'badges.onBadgeAssigned')
    expect([...velo, ...sdk].map(({ handler }) => handler)).toEqual([
      'wixBadges_onBadgeAssigned',
      'badges.onBadgeAssigned',
    ])
  })
})

describe('several handlers of one event', () => {
  const two = extension(`import { badges } from '@wix/members'
import { items } from '@wix/data'
import { auth } from '@wix/essentials'

const insert = auth.elevate(items.insert)
export default badges.onBadgeAssigned(async () => {
  await insert('First', {})
  await insert('First', {})
  return 'first'
})
badges.onBadgeAssigned(async () => {
  console.log('second')
  await insert('Second', {})
  FAIL
})
`)
  const withSecond = (text: string) =>
    Object.fromEntries(
      Object.entries(two).map(([file, code]) => [file, code.replace('FAIL', text)]),
    )

  test('run together, and what each did is told', async () => {
    const [run] = await simulateRuns(createSdkSite(withSecond('return 2')), 'assigned')
    expect(run).toMatchObject({
      status: 'passed',
      returned: null,
      place: { line: 6 },
      handlers: [
        { name: 'badges.onBadgeAssigned', place: { line: 6 }, status: 'passed', returned: 'first' },
        { name: 'badges.onBadgeAssigned', place: { line: 11 }, status: 'passed', returned: 2 },
      ],
      logs: [{ text: 'second', handler: 1 }],
    })
    const calls = run?.effects.map(({ args, handler }) => [args[0], handler])
    // The second begins before the first has ended.
    expect(calls).toEqual([
      ['First', 0],
      ['Second', 1],
      ['First', 0],
    ])
  })

  test('fail when one does, and the others are shown', async () => {
    const site = createSdkSite(withSecond("throw new TypeError('no badge')"))
    const [run] = await simulateRuns(site, 'assigned')
    expect(run).toMatchObject({
      status: 'failed',
      error: { kind: 'threw', name: 'TypeError', message: 'no badge', place: { line: 14 } },
      handlers: [
        { status: 'passed', returned: 'first' },
        { status: 'failed', error: { message: 'no badge', place: { line: 14 } } },
      ],
    })
    const { stdout, exitCode } = await runCli(['simulate', 'assigned'], { cwd: site.root })
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/✓ passed in .* calls 1 3\s+src\/extensions\/.*:6\n/)
    expect(stdout).toMatch(
      /✗ failed in .* TypeError: no badge {2}call 2\s+src\/extensions\/.*:11\n/,
    )
  })

  test('register with several clients', async () => {
    const site = createSdkSite({
      'app.ts': `import { badges } from '@wix/members'
import { createClient, AppStrategy } from '@wix/sdk'
const create = () => createClient({ auth: AppStrategy({ appId: 'a' }), modules: { badges } })
create().badges.onBadgeAssigned(() => 1)
create().badges.onBadgeAssigned(() => 2)
badges.onBadgeAssigned(() => 3)
`,
    })
    const [run] = await simulateRuns(site, 'assigned', '--handler', 'app.ts')
    expect(run?.handlers?.map(({ returned }) => returned)).toEqual([1, 2, 3])
  })
})

describe('what Wix would do otherwise', () => {
  const loop = (count: number) => `import { badges } from '@wix/members'
import { items } from '@wix/data'
import { auth } from '@wix/essentials'
const query = auth.elevate(items.query)
export default badges.onBadgeAssigned(async () => {
  for (let index = 0; index < ${count}; index++) await query('A').find()
})
`

  test('an extension that makes more than 20 sub-requests', async () => {
    const [most] = await simulateRuns(createSdkSite(extension(loop(20))), 'assigned')
    expect(codes(most)).toEqual(['extension-unregistered'])
    const [more] = await simulateRuns(createSdkSite(extension(loop(21))), 'assigned')
    expect(codes(more)).toEqual(['extension-unregistered', 'extension-sub-requests'])
    expect(more?.warnings[1]).toMatchObject({
      message: expect.stringContaining('21 calls of the platform'),
      place: { line: 6 },
    })
  })

  test('an extension that takes more than 1000 ms of CPU time', async () => {
    const busy = `import { badges } from '@wix/members'
export default badges.onBadgeAssigned(() => {
  const before = process.cpuUsage()
  let used = 0
  while (used < 1_050_000) {
    const { user, system } = process.cpuUsage(before)
    used = user + system
  }
})
`
    const [run] = await simulateRuns(createSdkSite(extension(busy)), 'assigned')
    expect(codes(run)).toContain('extension-cpu')
  })

  test('not so of a client of the app, which runs on a server of its own', async () => {
    const site = createSdkSite({
      'app.ts': loop(21)
        .replace(
          "from '@wix/essentials'",
          "from '@wix/essentials'\nimport { createClient } from '@wix/sdk'\nconst client = createClient({ modules: { badges } })",
        )
        .replace('export default badges', 'client.badges'),
    })
    const [run] = await simulateRuns(site, 'assigned', '--handler', 'app.ts')
    expect(run).toMatchObject({ status: 'passed', warnings: [] })
    expect(run?.effects).toHaveLength(21)
  })

  test('a call without elevated rights, in an extension but not of an app client', async () => {
    const code = (object: string) => `import { badges } from '@wix/members'
import { createClient, AppStrategy } from '@wix/sdk'
import { auth } from '@wix/essentials'
const client = createClient({ auth: AppStrategy({ appId: 'a' }), modules: { badges } })
badges.onBadgeAssigned(async ({ metadata, data }) => {
  await ${object}(metadata.entityId, [data.memberId])
})
`
    const warnings = async (object: string) => {
      const [run] = await simulateRuns(
        createSdkSite({ 'a.ts': code(object) }),
        'assigned',
        '--handler',
        'a.ts',
      )
      expect(run?.effects).toMatchObject([{ method: 'badges.assignBadge' }])
      return codes(run)
    }
    expect(await warnings('badges.assignBadge')).toEqual([
      'needs-elevation:@wix/members.badges.assignBadge',
    ])
    expect(await warnings('auth.elevate(badges.assignBadge)')).toEqual([])
    expect(await warnings('client.badges.assignBadge')).toEqual([])
  })
})

function codes(run: { warnings: { code: string }[] } | undefined): string[] {
  return run?.warnings.map(({ code }) => code) ?? []
}

describe('requests of the SDK', () => {
  test('never leave, and are recorded', async () => {
    const site = createSdkSite({
      'app.ts': `import { badges } from '@wix/members'
import { createClient, AppStrategy } from '@wix/sdk'
const client = createClient({
  auth: AppStrategy({ appId: 'a', appSecret: 's', instanceId: 'i' }),
  modules: { badges },
  fetch() {
    throw new Error('this would really send')
  },
})
client.badges.onBadgeAssigned(async () => {
  const response = await client.fetchWithAuth('https://www.wixapis.com/members/v3/badges')
  return response.status
})
`,
    })
    const [run] = await simulateRuns(site, 'assigned', '--handler', 'app.ts')
    expect(run).toMatchObject({ status: 'passed', returned: 200, warnings: [] })
    expect(run?.effects.map(({ module, args }) => [module, args[0]])).toEqual([
      ['fetch', 'https://www.wixapis.com/oauth2/token'],
      ['fetch', 'https://www.wixapis.com/members/v3/badges'],
    ])
  })
})
