import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import type { EventKey } from '../../src/catalog/keys.js'
import type { EventObject } from '../../src/event/types.js'
import { createLazySite } from '../../src/platform/lazy-site.js'
import { completeFromEvent, type SiteSeeds, seedSite } from '../../src/platform/site-seed.js'
import { createSiteState } from '../../src/platform/site-state.js'

// More than are kept, three times over.
const many = 35_000

function assigned(number: number): EventObject {
  return {
    data: { memberId: `member-${number % 50}` },
    metadata: {
      id: `event-${number}`,
      entityId: `badge-${number % 7}`,
      eventTime: new Date(1_760_000_000_000 + number).toISOString(),
      triggeredByAnonymizeRequest: false,
    },
  }
}

/** One of each kind in turn, so that a badge or an assignment comes and goes many times. */
function kindOf(number: number): EventKey {
  const keys = ['assigned', 'assigned', 'unassigned', 'assigned', 'updated', 'assigned'] as const
  return number % 997 === 0 ? 'deleted' : (keys[number % keys.length] ?? 'assigned')
}

describe('a lazy site', () => {
  test('keeps no event for as long as nobody looks', async () => {
    setFlagsFromString('--expose_gc')
    const collect = runInNewContext('gc') as () => void
    const site = createLazySite(() => ({}), [])
    const early: WeakRef<EventObject>[] = []
    for (let number = 0; number < many; number += 1) {
      const event = assigned(number)
      if (number < 100) early.push(new WeakRef(event))
      site.arrive('assigned', event)
    }
    // Weak references hold until the running job has ended.
    await new Promise((resolve) => setTimeout(resolve))
    collect()
    expect(early.filter((event) => event.deref() !== undefined)).toEqual([])
    expect(site.state().members.size).toBe(50)
  })

  test('is the same whether it is looked at after each event or after many', () => {
    const seeds = (): SiteSeeds => ({ badges: [{ _id: 'badge-1', members: ['member-1'] }] })
    const site = createLazySite(seeds, [])
    const expected = createSiteState()
    seedSite(expected, seeds())
    for (let number = 0; number < many; number += 1) {
      site.arrive(kindOf(number), assigned(number))
      completeFromEvent(expected, kindOf(number), assigned(number))
    }
    expect(site.state()).toEqual(expected)
    expect(expected.assignments.length).toBeGreaterThan(10)
  })

  test('reads no data file of a site that nobody looks at, nor for a few events', () => {
    const readSeeds = (): SiteSeeds => {
      throw new Error('not now')
    }
    const site = createLazySite(readSeeds, [])
    for (let number = 0; number < 1000; number += 1) site.arrive('assigned', assigned(number))
    expect(() => site.state()).toThrow('not now')
  })
})
