import { describe, expect, test } from 'vitest'
import { hasPair } from '../../src/platform/assignment-pairs.js'
import type { Assignment } from '../../src/platform/site-state.js'

const at = new Date()
const assignment = (badgeId: string, memberId: string): Assignment => ({
  ...{ _id: `${badgeId}/${memberId}`, badgeId, memberId, _createdDate: at, _updatedDate: at },
})

describe('hasPair', () => {
  test('sees what is added to a list, and what a new list lacks', () => {
    const list = [assignment('gold', 'ann')]
    expect(hasPair(list, 'gold', 'ann')).toBe(true)
    expect(hasPair(list, 'gold', 'bob')).toBe(false)
    list.push(assignment('gold', 'bob'))
    expect(hasPair(list, 'gold', 'bob')).toBe(true)
    const without = list.filter(({ memberId }) => memberId !== 'ann')
    expect(hasPair(without, 'gold', 'ann')).toBe(false)
    expect(hasPair(without, 'gold', 'bob')).toBe(true)
  })

  test('takes no two pairs for one', () => {
    const list = [assignment('a b', 'c')]
    expect(hasPair(list, 'a', 'b c')).toBe(false)
    expect(hasPair(list, 'c', 'a b')).toBe(false)
  })
})
