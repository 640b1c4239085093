import { describe, expect, test } from 'vitest'
import { pointsFor } from 'backend/points.web.js'
import { pointsFor as withoutEnding } from 'backend/points'
import { logBadge } from 'backend/badges'
import { slugOf } from 'backend/slug.js'
import { greeting } from 'public/greeting.js'
import { slugOf as relative } from '../src/backend/slug'

describe('plain functions', () => {
  test('of public code', () => {
    expect(greeting(10)).toBe('You have 10 more points')
  })

  test('of the backend, by either path', () => {
    expect(slugOf(' Super Fan ')).toBe('super-fan')
    expect(relative).toBe(slugOf)
  })
})

describe('a web module', () => {
  test('is called like any function', async () => {
    expect(await pointsFor(1)).toBe(10)
    expect(await pointsFor(3)).toBe(50)
  })

  test('is one module, however its ending is written', () => {
    expect(withoutEnding).toBe(pointsFor)
  })

  test('may have the older ending', async () => {
    expect(await logBadge({ metadata: { id: 'e1' } }, { memberId: 'ann' })).toMatchObject({ _id: 'e1' })
  })
})
