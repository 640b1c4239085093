import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { eventFamily, findEvent, parseEventName } from '../../src/catalog/index.js'
import { BadgeEventsError } from '../../src/errors.js'

describe('findEvent', () => {
  test.each([
    ['assigned', 'assigned'],
    ['ASSIGNED', 'assigned'],
    ['removed', 'unassigned'],
    ['wixBadges_onBadgeAssigned', 'assigned'],
    ['wixBadgesV4_onBadgeCreated', 'created-v4'],
    ['wix.badges.v3.badge_badge_unassigned', 'unassigned'],
    ['wix.members.v1.member_created', 'member-created'],
  ])('%s is %s', (name, key) => {
    expect(findEvent(name)?.key).toBe(key)
  })

  test.each(['', 'constructor', '__proto__', 'asigned', 'badge'])('"%s" is none', (name) => {
    expect(findEvent(name)).toBeUndefined()
  })
})

describe('parseEventName', () => {
  test.each([
    ['asigned', 'assigned'],
    ['onBadgeDeleted', 'wixBadges_onBadgeDeleted'],
    ['wixBadge_onBadgeAssigned', 'wixBadges_onBadgeAssigned'],
    ['member-create', 'member-created'],
    ['created-v3', 'created-v4'],
  ])('%s suggests %s', (name, suggestion) => {
    const error = failure(() => parseEventName(name))
    expect(error.code).toBe('EVENT_UNKNOWN')
    expect(error.message).toBe(`There is no event "${name}"`)
    expect(error.details?.nearest).toContain(suggestion)
    expect(error.hint).toContain(suggestion)
  })

  test('a name like no other gets no suggestion', () => {
    const error = failure(() => parseEventName('xyzzy-12345'))
    expect(error.details?.nearest).toEqual([])
    expect(error.hint).toBe('`badge-events events` lists all events.')
  })
})

describe('eventFamily', () => {
  test.each([
    ['created', ['created', 'created-v4']],
    ['Updated', ['updated', 'updated-v4']],
    ['deleted', ['deleted', 'deleted-v4']],
    ['created-v4', ['created-v4']],
    ['wixBadges_onBadgeCreated', ['created']],
    ['assigned', ['assigned']],
    ['removed', ['unassigned']],
    ['member-created', ['member-created']],
  ])('%s stands for %j', (name, keys) => {
    expect(eventFamily(name).map(({ key }) => key)).toEqual(keys)
  })

  test('an unknown name is an error', () => {
    expect(failure(() => eventFamily('creatd')).code).toBe('EVENT_UNKNOWN')
  })
})

test('looking up an event loads neither zod nor jose', () => {
  // A type stripper is all that the sources need, so esbuild stands in for the build.
  const script = `
    import { build } from 'esbuild'
    const { metafile } = await build({
      entryPoints: ['src/catalog/index.ts', 'src/event/normalise.ts', 'src/event/overrides.ts'],
      bundle: true, write: false, metafile: true, splitting: true, outdir: 'out',
      platform: 'node', format: 'esm', packages: 'external',
    })
    const eager = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined)
    console.log(JSON.stringify(eager.flatMap(({ imports }) => imports)
      .filter(({ kind, external }) => kind === 'import-statement' && external)
      .map(({ path }) => path)))`
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual([])
})

function failure(run: () => unknown): BadgeEventsError {
  try {
    run()
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
  }
  throw new Error('expected a BadgeEventsError')
}
