import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { readPackageEvents } from '../../src/runner/sdk-events.js'
import { sdkScript } from '../../src/runner/sdk-script.js'
import { createSdkSite } from '../cli/sdk-site.js'
import { createSite, type TestSite } from '../cli/site.js'

const packages = join(packageRoot, 'node_modules/@wix')

function requestOf(site: TestSite) {
  return { root: site.root, entry: site.path('src/a.ts'), cacheDir: site.path('.cache') }
}

async function make(site: TestSite, specifiers: readonly string[]) {
  const outcome = await sdkScript(requestOf(site), specifiers)
  if (outcome.status === 'missing') throw new Error('@wix/sdk is missing')
  return outcome.script
}

describe('the events of a package', () => {
  test('are its own, or those of its namespaces', () => {
    const own = readPackageEvents(join(packages, 'auto_sdk_members_badges/build/es/index.mjs'))
    expect(own).toEqual({ own: ['onBadgeAssigned', 'onBadgeUnassigned'], namespaces: [] })
    const { own: none, namespaces } = readPackageEvents(
      join(packages, 'members/build/es/index.mjs'),
    )
    expect(none).toEqual([])
    expect(namespaces).toContainEqual({
      name: 'badgesV2',
      specifier: '@wix/auto_sdk_members_badges-v-2',
    })
  })
})

describe('the script of the SDK', () => {
  test('has the real definitions of events, and none of the calls', async () => {
    const { path } = await make(createSdkSite({ 'src/a.ts': '' }), ['@wix/members', '@wix/data'])
    const { createClient, events, modules } = await import(pathToFileURL(path).href)
    expect(createClient).toBeTypeOf('function')
    expect(modules).toEqual({})
    expect(Object.keys(events)).toEqual(['@wix/members'])
    const { badges, badgesV2, members } = events['@wix/members']
    expect(Object.keys(badges)).toEqual(['onBadgeAssigned', 'onBadgeUnassigned'])
    expect({ ...badgesV2.onBadgeCreated }).toMatchObject({
      __type: 'event-definition',
      type: 'wix.badges.v4.badge_created',
    })
    expect(Object.keys(members)).toContain('onMemberUpdated')
    expect(readFileSync(path, 'utf8')).not.toContain('getMemberCountsPerBadge')
  })

  test('has the module @wix/sdk where the code imports it, with jose left where it is', async () => {
    const site = createSdkSite({ 'src/a.ts': '' })
    const { path } = await make(site, ['@wix/sdk', '@wix/auto_sdk_members_badges'])
    const { events, modules } = await import(pathToFileURL(path).href)
    expect(Object.keys(events['@wix/auto_sdk_members_badges'])).toEqual([
      'onBadgeAssigned',
      'onBadgeUnassigned',
    ])
    expect(modules['@wix/sdk']).toMatchObject({ AppStrategy: expect.any(Function) })
    expect(readFileSync(path, 'utf8')).toMatch(/import\("file:.*\/jose\/.*"\)/)
  })

  test('is made once for what is installed, whatever the code', async () => {
    const site = createSdkSite({ 'src/a.ts': '' })
    const first = await make(site, ['@wix/members'])
    const { mtimeMs } = statSync(first.path)
    site.write('src/a.ts', 'changed')
    const second = await make(site, ['@wix/members'])
    expect(second).toEqual(first)
    expect(statSync(second.path).mtimeMs).toBe(mtimeMs)
    expect(readdirSync(dirname(first.path))).toHaveLength(1)
    expect(first.inputs.every((file) => existsSync(file))).toBe(true)
    expect((await make(site, ['@wix/members', '@wix/sdk'])).path).not.toBe(first.path)
  })

  test('is found through a package that brings the SDK along', async () => {
    const site = createSite({ 'src/a.ts': '', 'node_modules/@wix/astro/package.json': '{}' })
    expect(await sdkScript(requestOf(site), [])).toMatchObject({ status: 'missing' })
    const nested = site.path('node_modules/@wix/astro/node_modules/@wix')
    mkdirSync(nested, { recursive: true })
    symlinkSync(join(packages, 'sdk'), join(nested, 'sdk'))
    expect(await sdkScript(requestOf(site), [])).toMatchObject({ status: 'made' })
  })
})
