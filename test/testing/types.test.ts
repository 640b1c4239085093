import { describe, expect, expectTypeOf, test } from 'vitest'
import {
  type BadgeAssignedEvent,
  loadFixture,
  type SimulateOptions,
  type simulate,
} from '../../src/testing/index.js'
import { type createEvent, wix, type world } from '../../src/testing/vitest/index.js'

// The compiler is what tests these; it runs over all tests before they do.

describe('the library', () => {
  test('knows the fields of each event', () => {
    const fixture = loadFixture('assigned')
    expectTypeOf(fixture.data.memberId).toEqualTypeOf<string>()
    expectTypeOf(loadFixture('created').entity._createdDate).toEqualTypeOf<string>()
    expectTypeOf<ReturnType<typeof createEvent<'assigned'>>>().toEqualTypeOf<BadgeAssignedEvent>()
    expectTypeOf(loadFixture('created-v4').entity.revision).toEqualTypeOf<string>()
    expectTypeOf<
      ReturnType<typeof createEvent<'assigned.gold'>>
    >().toEqualTypeOf<BadgeAssignedEvent>()
  })

  test('knows the paths of each event', () => {
    const options: SimulateOptions<'assigned'>[] = [
      { set: { 'data.memberId': 'ann', 'metadata.entityId': 'gold', 'data.other': 1 } },
      // @ts-expect-error: an id is text
      { set: { 'data.memberId': 1 } },
    ]
    expect(options).toHaveLength(2)
    expectTypeOf<Awaited<ReturnType<typeof simulate<'assigned'>>>['input']>().toExtend<{
      data: { memberId: string }
    } | null>()
  })
})

describe('the plugin', () => {
  test('fits into the configuration of Vitest', async () => {
    const { defineConfig } = await import('vitest/config')
    expect(defineConfig({ plugins: [wix({ liveFetch: false })] }).plugins).toHaveLength(1)
  })

  test('adds its matchers to expect', () => {
    const use = (site: typeof world, run: () => Promise<void>): unknown[] => [
      () => expect(site).toHaveInserted('Log', { memberId: 'ann' }),
      () => expect(site).not.toHaveEmailed('welcome', { memberId: expect.any(String) }),
      () => expect(site).toHaveFetched(/example/, { method: 'POST' }),
      (): Promise<void> => expect(run).toBeIdempotent(),
      // @ts-expect-error: a collection has a name
      () => expect(site).toHaveInserted(),
    ]
    expect(use).toBeTypeOf('function')
  })
})
