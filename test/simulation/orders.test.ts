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

  test('tells two flaws apart, though some orders have both', () => {
    const all = permutations([0, 1, 2, 3])
    const isLate = (order: number[], a: number, b: number) => order.indexOf(b) < order.indexOf(a)
    const deviant = all.flatMap((order) => {
      const collections = [
        ...(isLate(order, 0, 3) ? ['Catalog'] : []),
        ...(isLate(order, 1, 2) ? ['Log', 'Totals'] : []),
      ]
      const differences = collections.map((collection) => ({
        collection,
        kind: 'inserted' as const,
        rows: [{ _id: String(order) }],
      }))
      return differences.length > 0 ? [{ order, differences, failures: [] }] : []
    })
    const groups = groupDeviant(deviant, all)
    expect(deviant).toHaveLength(18)
    expect(
      groups.map(({ outcomes, differences, swapped }) => ({
        orders: outcomes.length,
        collections: differences.map(({ collection }) => collection),
        swapped,
      })),
    ).toEqual(
      expect.arrayContaining([
        { orders: 12, collections: ['Catalog'], swapped: [0, 3] },
        { orders: 12, collections: ['Log', 'Totals'], swapped: [1, 2] },
      ]),
    )
    expect(groups).toHaveLength(2)
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
