import { describe, expect, test } from 'vitest'
import { type EventKey, eventKeys } from '../../src/catalog/index.js'
import { BadgeEventsError } from '../../src/errors.js'
import { eventIn, planTrigger } from '../../src/trigger/plan.js'
import { rehearse } from '../../src/trigger/rehearse.js'
import type { TriggerRequest } from '../../src/trigger/request.js'
import { runPlan } from '../../src/trigger/run-plan.js'
import type { Act } from '../../src/trigger/types.js'

const plan = (key: EventKey, request: Partial<TriggerRequest> = {}) =>
  planTrigger({ key, changes: null, cleanup: true, tag: 'tag', ...request })

/** Answers every call with an id, unless it is to fail. */
function createApi(failing: Record<string, BadgeEventsError> = {}) {
  const methods: string[] = []
  return {
    methods,
    async call({ call }: Act) {
      methods.push(call.method)
      const { [call.method]: error } = failing
      if (error) throw error
      return { _id: `id-${methods.length}`, revision: '1' }
    },
  }
}

const { signal } = new AbortController()
const memberId = 'm-1'

describe('a plan', () => {
  test.each(eventKeys)('for %s ends with the call that is documented to cause it', (key) => {
    const { acts } = rehearse(
      plan(key, {
        memberId: key.includes('assign') ? memberId : undefined,
      } as Partial<TriggerRequest>),
    )
    expect(acts.at(-1)?.causes).toBe(key)
  })

  test.each(eventKeys)('for %s leaves nothing behind when it is taken back', async (key) => {
    const api = createApi()
    const given = key.includes('assign') ? { memberId } : {}
    const run = await runPlan(plan(key, given), { api, cleanup: true, signal })
    expect(run).toMatchObject({ status: 'done', left: [] })
    const count = (verb: string): number =>
      api.methods.filter((method) => method.startsWith(verb)).length
    expect(count('create')).toBe(count('delete'))
    expect(count('assign')).toBe(count('unassign'))
  })

  test('that fails takes back what went well, the last step first', async () => {
    const denied = new BadgeEventsError('CREDENTIALS_REFUSED', 'no')
    const api = createApi({ unassignBadge: denied })
    const run = await runPlan(plan('unassigned', { memberId }), { api, cleanup: true, signal })
    expect(api.methods).toEqual([
      ...['createBadge', 'assignBadge', 'unassignBadge', 'unassignBadge', 'deleteBadge'],
    ])
    // Taking the assignment back failed too; the badge went with all of its assignments.
    expect(run).toMatchObject({ status: 'failed', error: denied, left: [{ thing: 'assignment' }] })
  })

  test('that fails for sure takes back nothing of that step', async () => {
    const api = createApi({ assignBadge: new BadgeEventsError('CHANGE_REFUSED', 'no') })
    await runPlan(plan('assigned', { memberId, badgeId: 'b', cleanup: false }), {
      ...{ api, cleanup: true, signal },
    })
    expect(api.methods).toEqual(['assignBadge'])
  })

  test('that may have worked is taken back', async () => {
    const details = { isUncertain: true }
    const api = createApi({
      assignBadge: new BadgeEventsError('WIX_UNAVAILABLE', '?', { details }),
    })
    await runPlan(plan('assigned', { memberId, badgeId: 'b', cleanup: false }), {
      ...{ api, cleanup: true, signal },
    })
    expect(api.methods).toEqual(['assignBadge', 'unassignBadge'])
  })

  test('stops between two steps at Ctrl-C, and is taken back', async () => {
    const controller = new AbortController()
    const api = createApi()
    const run = await runPlan(plan('assigned', { memberId }), {
      ...{ api, cleanup: true, signal: controller.signal },
      onStart: () => controller.abort(),
    })
    expect(api.methods).toEqual(['createBadge', 'deleteBadge'])
    expect(run.status).toBe('interrupted')
  })

  test('without a clean-up tells what takes it back', async () => {
    const run = await runPlan(plan('assigned', { memberId }), {
      ...{ api: createApi(), cleanup: false, signal },
    })
    expect(run.left.map(({ command }) => command)).toEqual([
      ['unassigned', '--badge', 'id-1', '--member', memberId],
      ['deleted', '--badge', 'id-1'],
    ])
  })

  test('knows what nothing takes back', () => {
    const finals = (key: EventKey, request: Partial<TriggerRequest> = {}) =>
      rehearse(plan(key, request)).finals.map(({ call }) => call.method)
    expect(finals('deleted', { badgeId: 'b' })).toEqual(['deleteBadge'])
    expect(finals('deleted')).toEqual([])
    expect(finals('unassigned', { badgeId: 'b', memberId })).toEqual([])
  })
})

test('the same happening has an event in each API', () => {
  expect(eventIn('v4', 'assigned')).toBe('assignment-created')
  expect(eventIn('v3', 'assigned')).toBe('assigned')
  expect(eventIn('v3', 'deleted-v4')).toBe('deleted')
  expect(eventIn('v4', 'deleted-v4')).toBe('deleted-v4')
  expect(eventIn('v4', 'member-created')).toBeUndefined()
})
