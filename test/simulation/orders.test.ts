import { describe, expect, test } from 'vitest'
import { groupDeviant, type OrderOutcome, permutations } from '../../src/simulation/orders.js'

test('permutations begin with the given order and have each once', () => {
  const orders = permutations([1, 2, 3, 4])
  expect(orders[0]).toEqual([1, 2, 3, 4])
  expect(new Set(orders.map(String)).size).toBe(24)
})

describe('groupDeviant', () => {
  const outcome = (order: number[], after: number): OrderOutcome => ({
    order,
    differences: [{ collection: 'T', kind: 'changed', id: 'a', field: 'n', before: 0, after }],
    failures: [],
  })

  test('puts orders together that end alike, the largest group first', () => {
    const groups = groupDeviant(
      [outcome([0, 2, 1], 1), outcome([1, 0, 2], 2), outcome([1, 2, 0], 2)],
      permutations([0, 1, 2]),
    )
    expect(groups.map(({ outcomes }) => outcomes.length)).toEqual([2, 1])
  })

  test('finds the two events whose order decides', () => {
    const all = permutations([0, 1, 2])
    const swapped = all.filter((order) => order.indexOf(2) < order.indexOf(1))
    const [group] = groupDeviant(
      swapped.map((order) => outcome(order, 1)),
      all,
    )
    expect(group?.swapped).toEqual([1, 2])
    const [partly] = groupDeviant(
      swapped.slice(1).map((order) => outcome(order, 1)),
      all,
    )
    expect(partly?.swapped).toBeNull()
  })
})
