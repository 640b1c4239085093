import { describe, expect, test } from 'vitest'
import { type FailedTry, nextTry } from '../../../src/delivery/retry/next-try.js'

const middle = () => 0.5
const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]

function waits(outcome: FailedTry['outcome'], random = middle): (number | null)[] {
  return counts.map((tries) => {
    const next = nextTry({ tries, outcome, random })
    return next.status === 'wait' ? next.ms : null
  })
}

describe('a target that is down', () => {
  test('is asked again soon, and for ever', () => {
    const expected = [250, 500, 1000, 2000, 2000, 2000, 2000, 2000, 2000, 2000]
    expect(waits({ status: 'down' })).toEqual(expected)
    expect(waits({ status: 'down' }, () => 0)).toEqual(expected)
  })
})

describe('a delivery that may work later', () => {
  const outcome = { status: 'retry' } as const

  test('is tried eight times, with waits that double', () => {
    const doubling = [500, 1000, 2000, 4000, 8000, 16_000, 30_000]
    expect(waits(outcome)).toEqual([...doubling, null, null, null])
  })

  test('is tried up to a fifth earlier or later', () => {
    expect(nextTry({ tries: 2, outcome, random: () => 0 })).toEqual({ status: 'wait', ms: 800 })
    expect(nextTry({ tries: 2, outcome, random: () => 1 })).toEqual({ status: 'wait', ms: 1200 })
  })

  test('waits as long as the target asks, where that is longer', () => {
    const asked = (retryAfterMs: number, tries = 1) =>
      nextTry({ tries, outcome: { status: 'retry', retryAfterMs }, random: middle })
    expect(asked(60_000)).toEqual({ status: 'wait', ms: 60_000 })
    expect(asked(100)).toEqual({ status: 'wait', ms: 500 })
    expect(asked(9_999_999)).toEqual({ status: 'wait', ms: 3_600_000 })
    expect(asked(60_000, 8)).toEqual({ status: 'give-up' })
  })
})
