import { describe, expect, test } from 'vitest'
import { createDeliveryFilter, type FilterOptions } from '../../../src/delivery/route/filter.js'
import { BadgeEventsError } from '../../../src/errors.js'

const facts = {
  eventType: 'wix.badges.v3.badge_created',
  event: {
    entity: {
      title: 'Gold Member',
      points: 5,
      code: '5',
      nothing: null,
      isOn: true,
      phones: ['555', '777'],
      extendedFields: { 'custom.pet': { value: 'Rex' } },
      tags: { a: 1 },
    },
    metadata: {
      id: 'e-1',
      entityId: 'b-1',
      eventTime: '2026-11-24T10:00:00Z',
      triggeredByAnonymizeRequest: false,
    },
  },
}

const isWanted = (options: FilterOptions): boolean => createDeliveryFilter(options)(facts)

function failure(options: FilterOptions): BadgeEventsError {
  try {
    createDeliveryFilter(options)
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(options)} was taken`)
}

describe('--filter', () => {
  test.each([
    ['entity.title=Gold Member', true],
    ['entity.title="Gold Member"', true],
    ['entity.title=gold member', false],
    ['entity.points=5', true],
    ['entity.points="5"', false],
    ['entity.code=5', true],
    ['entity.code="5"', true],
    ['entity.points=6', false],
    ['entity.nothing=null', true],
    ['entity.isOn=true', true],
    ['entity.phones[1]=777', true],
    ['entity.phones=["555","777"]', true],
    ['entity.tags={"a":1}', true],
    ['entity.extendedFields["custom.pet"].value=Rex', true],
    ['metadata.entityId=b-1', true],
    ['metadata.entityId!=b-1', false],
    ['metadata.entityId != b-2', true],
    ['entity.title=a!=b', false],
    ['entity.absent=x', false],
    ['entity.absent!=x', true],
    ['data.memberId=m-1', false],
    ['entity.constructor=x', false],
  ])('%s is %s', (filter, expected) => {
    expect(isWanted({ filter: [filter] })).toBe(expected)
  })

  test('has to hold in every one', () => {
    const [yes, no] = ['entity.points=5', 'entity.points=6']
    expect(isWanted({ filter: [yes, yes] })).toBe(true)
    expect(isWanted({ filter: [yes, no] })).toBe(false)
  })

  test.each([
    ['data.memberId', 'expected path=value'],
    ['=x', 'is not a path'],
    ['data..x=1', 'is not a path'],
    ['entiti.title=x', 'did you mean entity?'],
  ])('refuses %s', (filter, reason) => {
    const { code, message } = failure({ filter: [filter] })
    expect(code).toBe('USAGE_INVALID')
    expect(message).toContain(reason)
  })
})

describe('--events', () => {
  test('names the events that are wanted', () => {
    expect(isWanted({ events: 'assigned,created' })).toBe(true)
    expect(isWanted({ events: 'wix.badges.v3.badge_created' })).toBe(true)
    expect(isWanted({ events: 'created-v4' })).toBe(false)
    expect(failure({ events: 'creatd' }).code).toBe('EVENT_UNKNOWN')
  })
})

describe('--grep', () => {
  test.each([
    ['gold', true],
    ['GOLD MEMBER', true],
    ['silver', false],
    ['.*', false],
    ['/g.ld/', false],
    ['/g.ld/i', true],
    ['/^\\{"entity"/', true],
    ['/rex/gi', true],
    ['/hook', false],
  ])('%s is %s', (grep, expected) => {
    expect(isWanted({ grep })).toBe(expected)
  })

  test('finds the same each time it is asked', () => {
    const filter = createDeliveryFilter({ grep: '/gold/giy' })
    const sticky = createDeliveryFilter({ grep: '/Gold/g' })
    expect([filter(facts), filter(facts)]).toEqual([true, true])
    expect([sticky(facts), sticky(facts), sticky(facts)]).toEqual([true, true, true])
  })

  test('refuses a regular expression that is none', () => {
    const { code, hint } = failure({ grep: '/(/' })
    expect(code).toBe('USAGE_INVALID')
    expect(hint).toContain('Without slashes')
  })
})

test('without conditions all is wanted', () => {
  expect(isWanted({})).toBe(true)
})
