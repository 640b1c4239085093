import { describe, expect, test } from 'vitest'
import { formatPath } from '../../src/event/path.js'
import type { EventObject } from '../../src/event/types.js'
import { emptyDictionary } from '../../src/fuzz/dictionary.js'
import type { FuzzTarget } from '../../src/fuzz/failure.js'
import { type SearchOutcome, type SearchRequest, searchFailures } from '../../src/fuzz/search.js'
import { emptyResult } from '../../src/runner/empty-result.js'
import type { RunResult } from '../../src/runner/result.js'
import { fuzzEvent } from './fuzz-event.js'

/** A target that calls a function in this thread; what it throws is a failure at the thrown text. */
function targetOf(handle: (event: EventObject) => void): FuzzTarget & { hurried: number[] } {
  const hurried: number[] = []
  const run = async (event: EventObject): Promise<RunResult> => {
    try {
      handle(structuredClone(event))
      return result()
    } catch (error) {
      return result(error instanceof Error ? error.message : String(error))
    }
  }
  return {
    hurried,
    run,
    async runAnew(events) {
      const results = await Promise.all(events.map(run))
      return results.at(-1) ?? result()
    },
    payloadText: (event) => JSON.stringify(event),
    async hurry(limitMs) {
      hurried.push(limitMs)
    },
    isolate() {},
  }
}

function result(message?: string): RunResult {
  const head = { event: 'updated', handler: 'h', file: 'events.js', place: null, input: null }
  if (message === undefined) return emptyResult({ ...head, status: 'passed' })
  const kind = message === 'hangs' ? 'time-limit' : 'threw'
  return {
    ...emptyResult({ ...head, status: kind === 'threw' ? 'failed' : 'timed-out' }),
    error: { kind, name: 'Error', message, place: null, frame: null, stack: [] },
  }
}

async function search(
  handle: (event: EventObject) => void,
  options: Partial<SearchRequest> = {},
): Promise<SearchOutcome> {
  const { event, shapes } = await fuzzEvent('updated')
  return searchFailures({
    fixture: event,
    shapes,
    target: targetOf(handle),
    dictionary: emptyDictionary,
    limits: { runs: 6000, timeMs: null },
    seed: 1,
    signal: new AbortController().signal,
    clock: () => performance.now(),
    ...options,
  })
}

const paths = ({ failures }: SearchOutcome): string[][] =>
  failures.map(({ differences }) => differences.map(({ path }) => formatPath(path)))

describe('a search', () => {
  test('shrinks to the one field and the shortest text that matter', async () => {
    const outcome = await search(({ entity = {} }) => {
      if (/\p{Extended_Pictographic}.*\p{Extended_Pictographic}/u.test(String(entity.title))) {
        throw new Error('two emoji')
      }
    })
    expect(paths(outcome)).toEqual([['entity.title']])
    const title = String(outcome.failures[0]?.event.entity?.title)
    expect([...title].filter((char) => /\p{Extended_Pictographic}/u.test(char))).toHaveLength(2)
    expect([...title].length).toBeLessThanOrEqual(3)
  })

  test('finds what takes two or three changes, and leaves out the rest', async () => {
    const outcome = await search(({ entity = {} }) => {
      if (!entity.icon && entity.permissionsEnabled) throw new Error('two')
      if (!entity.slug && !entity.description && entity.textColor === undefined)
        throw new Error('three')
    })
    expect(paths(outcome).map((list) => list.toSorted())).toEqual(
      expect.arrayContaining([
        ['entity.icon', 'entity.permissionsEnabled'],
        ['entity.description', 'entity.slug', 'entity.textColor'],
      ]),
    )
    expect(outcome.failures).toHaveLength(2)
  })

  test('goes on after a failure, and tells each once', async () => {
    const outcome = await search(({ entity = {} }) => {
      for (const name of ['description', 'icon', 'slug']) {
        if (!Object.hasOwn(entity, name)) throw new Error(name)
      }
    })
    expect(paths(outcome)).toEqual([['entity.description'], ['entity.icon'], ['entity.slug']])
  })

  test('runs no event twice, and stops at its limit', async () => {
    const seen = new Set<string>()
    let runs = 0
    const outcome = await search(
      (event) => {
        runs += 1
        seen.add(JSON.stringify(event))
      },
      { limits: { runs: 1500, timeMs: null } },
    )
    expect([outcome.tried, outcome.stopped, runs, seen.size]).toEqual([1500, 'runs', 1500, 1500])
  })

  test('begins like a shorter one with the same seed', async () => {
    const eventsOf = async (runs: number, seed: number): Promise<string[]> => {
      const events: string[] = []
      await search((event) => void events.push(JSON.stringify(event)), {
        seed,
        limits: { runs, timeMs: null },
      })
      return events
    }
    const long = await eventsOf(6000, 3)
    expect(long.slice(0, 5000)).toEqual(await eventsOf(5000, 3))
    expect(await eventsOf(6000, 4)).not.toEqual(long)
  })

  test('stops when its time is over', async () => {
    let now = 0
    const outcome = await search(() => {}, {
      limits: { runs: null, timeMs: 100 },
      clock: () => now++,
    })
    expect(outcome.stopped).toBe('time')
    expect(outcome.tried).toBeLessThan(110)
  })

  test('leaves a place alone after some values of it hang', async () => {
    const { event, shapes } = await fuzzEvent('updated')
    let hangs = 0
    const target = targetOf(({ entity = {} }) => {
      if (entity.title === event.entity?.title) return
      hangs += 1
      throw new Error('hangs')
    })
    const outcome = await search(() => {}, { target, shapes })
    expect(outcome.leftOut).toEqual(['entity.title'])
    expect(hangs).toBeLessThan(10)
    expect(target.hurried).toHaveLength(1)
    expect(outcome.tried).toBe(6000)
  })
})
