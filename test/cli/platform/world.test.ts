import { describe, expect, test } from 'vitest'
import type { RunResult } from '../../../src/runner/result.js'
import { runCli } from '../run-cli.js'
import { failJson, readLines, simulateJson } from '../simulate-json.js'
import { copySite, siteWith } from '../site.js'

const hero = ['-s', 'metadata.entityId=hero']
const annHero = ['-s', 'data.memberId=ann', ...hero]
const visit = ['member-updated', '--json']

const visitsOf = (stdout: string): unknown[] =>
  readLines<RunResult>(stdout).map(({ returned }) => returned)

describe('what the site is like', () => {
  test('agrees with an assignment, and starts from the data files', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(['assigned', ...annHero], { cwd: site.root })
    expect(result.error).toBeUndefined()
    expect(result.returned).toEqual({
      holders: ['ann'],
      badgesOfMember: ['gold', 'hero'],
      email: 'ann@example.com',
      badge: 'Hero',
      shown: 'Hero',
      jobTitle: 'Gardener',
    })
  })

  test('has the member and the badge of an assignment that no file names', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(
      ['assigned', '-s', 'data.memberId=zoe', '-s', 'metadata.entityId=rare'],
      { cwd: site.root },
    )
    expect(result.error).toBeUndefined()
    expect(result.returned).toMatchObject({
      holders: ['zoe'],
      badgesOfMember: ['rare'],
      email: expect.stringContaining('@'),
      badge: expect.stringMatching(/./),
    })
  })

  test('agrees with an assignment that was taken back', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(
      ['unassigned', '-s', 'data.memberId=ann', '-s', 'metadata.entityId=gold'],
      { cwd: site.root },
    )
    expect(result.returned).toEqual({ holders: [], badge: 'Gold', member: 'ann' })
  })

  test('has a badge that was created, as the event describes it', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(['created', '-s', 'entity.title=Brand new'], {
      cwd: site.root,
    })
    expect(result.returned).toEqual({ title: 'Brand new' })
  })

  test('has a badge no more that was deleted', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(['deleted', ...hero], { cwd: site.root })
    expect(result.returned).toEqual({ answer: 'NOT_FOUND', left: ['gold'] })
  })

  test('is changed with --set world.…', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(
      [
        'assigned',
        ...annHero,
        ...['--set', 'world.member.loginEmail=ann@elsewhere.example'],
        ...['--set', 'world.badge.title=Hero of the day'],
        ...['--set', 'world.contact.info.jobTitle=Pilot'],
      ],
      { cwd: site.root },
    )
    expect(result.returned).toMatchObject({
      email: 'ann@elsewhere.example',
      badge: 'Hero of the day',
      shown: 'Hero of the day',
      jobTitle: 'Pilot',
    })
    expect(result.input).toMatchObject({ data: { memberId: 'ann' } })
  })

  test.each([
    ['world.member.loginEmial=a@b.c', 'world.member.loginEmail'],
    ['world.badge.titel=x', 'world.badge.title'],
    ['world.bagde.title=x', 'world.badge'],
    ['world.contact.info.jobTitel=x', 'world.contact.info.jobTitle'],
  ])('is not changed with --set %s: the nearest name is given', async (change, nearest) => {
    const site = copySite('platform/world')
    const { error, exitCode } = await failJson(
      ['simulate', 'assigned', ...annHero, '--set', change],
      { cwd: site.root },
    )
    expect(exitCode).toBe(2)
    expect(error.code).toBe('OVERRIDE_INVALID')
    expect(error.message).toContain(`did you mean ${nearest}?`)
  })

  test('comes from the file of --world, instead of the data files', async () => {
    const site = copySite('platform/world', {
      'other-world.json': JSON.stringify({
        members: [{ _id: 'ann', loginEmail: 'ann@other.example', contactId: 'c1' }],
        badges: [{ _id: 'hero', title: 'Other hero' }],
        contacts: [{ _id: 'c1', info: { jobTitle: 'Diver' } }],
        collections: { Visits: [{ _id: 'earlier' }] },
      }),
    })
    const world = ['--world', 'other-world.json']
    const assigned = await simulateJson(['assigned', ...annHero, ...world], { cwd: site.root })
    expect(assigned.result.returned).toEqual({
      holders: ['ann'],
      badgesOfMember: ['hero'],
      email: 'ann@other.example',
      badge: 'Other hero',
      shown: 'Other hero',
      jobTitle: 'Diver',
    })
    const visited = await simulateJson(['member-updated', ...world], { cwd: site.root })
    expect(visited.result.returned).toMatchObject({ visits: 2 })
  })
})

describe('the world of a run', () => {
  test('is new in the next one', async () => {
    const site = copySite('platform/world')
    for (const _run of [1, 2]) {
      const { stdout } = await runCli(['simulate', ...visit], { cwd: site.root })
      expect(visitsOf(stdout)).toEqual([{ visits: 1, runsOfModule: 1 }])
    }
  })

  test('lives on from event to event with -n', async () => {
    const site = copySite('platform/world')
    const { stdout } = await runCli(['simulate', ...visit, '-n', '3'], { cwd: site.root })
    expect(visitsOf(stdout)).toEqual([
      { visits: 1, runsOfModule: 1 },
      { visits: 2, runsOfModule: 2 },
      { visits: 3, runsOfModule: 3 },
    ])
  })

  test('is new for each event with --fresh', async () => {
    const site = copySite('platform/world')
    const { stdout } = await runCli(['simulate', ...visit, '-n', '3', '--fresh'], {
      cwd: site.root,
    })
    expect(visitsOf(stdout)).toEqual(Array(3).fill({ visits: 1, runsOfModule: 1 }))
  })

  test('is the same, to the byte, with the same --seed, and another with another', async () => {
    const site = copySite('platform/world')
    const runs: string[] = []
    for (const seed of ['7', '7', '8']) {
      const { stdout, exitCode } = await runCli(['simulate', ...visit, '--seed', seed], {
        cwd: site.root,
      })
      expect(exitCode).toBe(0)
      runs.push(stdout)
    }
    expect(runs[1]).toBe(runs[0])
    const [first, , other] = runs.map((text) => readLines<RunResult>(text)[0])
    expect(other?.input?.metadata.id).not.toBe(first?.input?.metadata.id)
    expect(other?.dataChanges[0]?.id).not.toBe(first?.dataChanges[0]?.id)
  })
})

test('all that is left to chance or to the clock follows the --seed', async () => {
  const site = siteWith(`import { randomBytes, randomUUID } from 'node:crypto'

export async function wixBadges_onBadgeAssigned() {
  return {
    ids: [crypto.randomUUID(), randomUUID()],
    bytes: [...crypto.getRandomValues(new Uint16Array(4)), ...randomBytes(4)],
    number: Math.random(),
    times: [Date.now(), new Date()],
  }
}
`)
  const results: unknown[] = []
  for (const seed of ['7', '7', '8']) {
    const { result } = await simulateJson(['assigned', '--seed', seed], { cwd: site.root })
    expect(result.error).toBeUndefined()
    results.push(result.returned)
  }
  const [first, second, other] = results as { ids: string[]; bytes: number[]; number: number }[]
  expect(second).toEqual(first)
  expect(new Set(first?.ids).size).toBe(2)
  expect(other?.ids).not.toEqual(first?.ids)
  expect(other?.bytes).not.toEqual(first?.bytes)
  expect(other?.number).not.toBe(first?.number)
})

describe('queries', () => {
  test('find one of 10,000 items in a moment', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      _id: `id-${index}`,
      title: `item ${index}`,
    }))
    const site = copySite('platform/world', {
      'badge-events/data/Many.json': JSON.stringify(many),
    })
    const { result } = await simulateJson(['member-deleted'], { cwd: site.root })
    const { ms, found } = result.returned as { ms: number; found: string[] }
    expect(found).toEqual(['id-7777'])
    expect(ms).toBeLessThan(100)
  })

  test('that leave out more than it seems are a warning at their line', async () => {
    const site = copySite('platform/world')
    const { result } = await simulateJson(['member-created'], { cwd: site.root })
    const line = site
      .read('src/backend/events.js')
      .split('\n')
      .findIndex((text) => text.includes("'SEED'"))
    expect(result.warnings).toMatchObject([
      { code: 'query-case', place: { file: 'src/backend/events.js', line: line + 1 } },
    ])
  })
})
