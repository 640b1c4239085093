import { describe, expect, test } from 'vitest'
import { type Attempt, climb } from '../../../src/delivery/ladder/climb.js'
import { ladderMs, maxDeliveries, resendGapsMs } from '../../../src/delivery/ladder/schedule.js'
import { createJumpingClock } from './clock.js'

/** Written down from the documentation a second time: when each of the 13 deliveries is, as h:min. */
const documented = [
  ...['0:00', '0:01', '0:11', '1:11', '3:11', '5:11', '7:11'],
  ...['11:11', '15:11', '19:11', '27:11', '35:11', '47:11'],
]

const asHours = (ms: number): string =>
  `${Math.floor(ms / 3_600_000)}:${String((ms % 3_600_000) / 60_000).padStart(2, '0')}`

/** Fails until the delivery with this number. */
const acceptedAt = (accepted: number) => async (place: { number: number }) => ({
  status: place.number === accepted ? ('accepted' as const) : ('failed' as const),
  result: `answer ${place.number}`,
})

const never = new AbortController().signal

describe('the table', () => {
  test('has twelve gaps, 47 h 11 min in all', () => {
    expect(resendGapsMs).toHaveLength(12)
    expect(maxDeliveries).toBe(13)
    expect(asHours(ladderMs)).toBe('47:11')
  })
})

describe('climb', () => {
  test('delivers at the documented times until none is left', async () => {
    const clock = createJumpingClock()
    const times: string[] = []
    const { status, attempts } = await climb({
      attempt: async () => {
        times.push(asHours(clock.now()))
        return { status: 'failed', result: null }
      },
      clock,
      signal: never,
    })
    expect(status).toBe('given-up')
    expect(times).toEqual(documented)
    expect(attempts.map(({ virtualMs }) => asHours(virtualMs))).toEqual(documented)
    expect(attempts.map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
    ])
    expect(attempts.map(({ nextMs }) => nextMs)).toEqual([...resendGapsMs, null])
  })

  test.each([
    [1, '0:00'],
    [5, '3:11'],
    [13, '47:11'],
  ])('stops when delivery %i is accepted', async (number, time) => {
    const clock = createJumpingClock()
    const { status, attempts } = await climb({ attempt: acceptedAt(number), clock, signal: never })
    expect(status).toBe('accepted')
    expect(attempts).toHaveLength(number)
    expect(attempts.at(-1)).toMatchObject({
      ...{ number, status: 'accepted', result: `answer ${number}`, nextMs: null },
    })
    expect(asHours(clock.now())).toBe(time)
  })

  test('tells of each delivery before it waits for the next', async () => {
    const told: string[] = []
    await climb({
      attempt: acceptedAt(3),
      clock: { sleep: async (ms) => void told.push(`wait ${asHours(ms)}`) },
      signal: never,
      onAttempt: ({ number, status }: Attempt<string>) => void told.push(`${number} ${status}`),
    })
    expect(told).toEqual(['1 failed', 'wait 0:01', '2 failed', 'wait 0:10', '3 accepted'])
  })

  test('ends where it waits when it is aborted', async () => {
    const controller = new AbortController()
    const { status, attempts } = await climb({
      attempt: acceptedAt(13),
      clock: {
        sleep: async (ms) => {
          if (ms === resendGapsMs[2]) controller.abort()
        },
      },
      signal: controller.signal,
    })
    expect(status).toBe('interrupted')
    expect(attempts).toHaveLength(3)
  })

  test('does not count a delivery that was cut off by the abort', async () => {
    const controller = new AbortController()
    const { status, attempts } = await climb({
      attempt: async ({ number }) => {
        if (number === 2) controller.abort()
        return { status: 'failed', result: null }
      },
      clock: createJumpingClock(),
      signal: controller.signal,
    })
    expect(status).toBe('interrupted')
    expect(attempts).toHaveLength(1)
  })

  test('counts one that was accepted in spite of the abort', async () => {
    const controller = new AbortController()
    const { status, attempts } = await climb({
      attempt: async () => {
        controller.abort()
        return { status: 'accepted', result: null }
      },
      clock: createJumpingClock(),
      signal: controller.signal,
    })
    expect([status, attempts.length]).toEqual(['accepted', 1])
  })

  test('delivers nothing when it is aborted from the start', async () => {
    const { status, attempts } = await climb({
      attempt: acceptedAt(1),
      clock: createJumpingClock(),
      signal: AbortSignal.abort(),
    })
    expect([status, attempts.length]).toEqual(['interrupted', 0])
  })

  test('passes on what an attempt throws', async () => {
    const attempt = async (): Promise<never> => {
      throw new Error('no such thing')
    }
    const climbing = climb({ attempt, clock: createJumpingClock(), signal: never })
    await expect(climbing).rejects.toThrow('no such thing')
  })
})
