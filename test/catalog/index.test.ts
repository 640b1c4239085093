import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { eventFamily, findEvent, parseEventName } from '../../src/catalog/index.js'
import { BadgeEventsError } from '../../src/errors.js'
import { packageRoot } from '../../src/package-root.js'

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

test('looking up, reading and checking events loads neither zod nor jose before it is needed', async () => {
  const { metafile } = await build({
    absWorkingDir: packageRoot,
    entryPoints: ['catalog/index', 'event/normalise', 'event/overrides', 'event/validate'].map(
      (name) => `src/${name}.ts`,
    ),
    bundle: true,
    write: false,
    metafile: true,
    splitting: true,
    outdir: 'out',
    platform: 'node',
    format: 'esm',
    packages: 'external',
  })
  const files = Object.values(metafile.inputs).flatMap(({ imports }) => imports)
  const lazy = new Set(
    files.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path),
  )
  const eager = Object.entries(metafile.inputs).filter(
    ([path]) => !path.startsWith('src/catalog/schemas/'),
  )
  const loaded = eager
    .flatMap(([, { imports }]) => imports)
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => path)
  expect([...lazy].sort()).toEqual([
    'jose',
    'src/catalog/schemas/index.ts',
    'src/catalog/schemas/json-schema.ts',
  ])
  expect(loaded.filter((path) => !path.startsWith('src/'))).toEqual([])
  expect(loaded.filter((path) => path.startsWith('src/catalog/schemas/'))).toEqual([])
})

function failure(run: () => unknown): BadgeEventsError {
  try {
    run()
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
  }
  throw new Error('expected a BadgeEventsError')
}
