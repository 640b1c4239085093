import { describe, expect, test } from 'vitest'
import { createFailingAnswers, createFaults, isMeant } from '../../src/platform/faults.js'

const failure = { name: 'Error', message: 'no' }

describe('createFaults', () => {
  test('counts the calls of each target', () => {
    const take = createFaults([
      { target: 'wix-data.insert', calls: { from: 2, to: 3 }, failure },
      { target: 'wix-data', delayMs: 20 },
    ])
    const outcomes = ['insert', 'insert', 'save', 'insert', 'insert'].map((method) =>
      take('wix-data', method),
    )
    expect(outcomes.map((one) => [one?.delayMs, one && 'error' in one])).toEqual([
      [20, false],
      [20, true],
      [20, false],
      [20, true],
      [20, false],
    ])
    expect(take('wix-crm-backend', 'insert')).toBeUndefined()
  })

  test('fails with an error without lines of ours', () => {
    const planned = createFaults([{ target: 'fetch', failure }])('wix-fetch', 'fetch')
    expect(planned?.error).toMatchObject({ name: 'Error', message: 'no', stack: 'Error: no' })
  })
})

test('createFailingAnswers answers fetches with a status', () => {
  const answer = createFailingAnswers([
    { target: 'fetch', calls: { from: 1, to: 1 }, httpStatus: 503 },
  ])
  expect(answer()).toMatchObject({ match: '*', status: 503 })
  expect(answer()).toBeUndefined()
})

test.each([
  ['wix-data', 'wix-data', 'query.find', true],
  ['wix-data.query', 'wix-data', 'query.find', true],
  ['wix-data.quer', 'wix-data', 'query.find', false],
  ['wix-data', 'wix-data.v2', 'items.get', false],
  ['wix-data.v2', 'wix-data.v2', 'items.get', true],
  ['fetch', 'wix-fetch', 'getJSON', true],
  ['fetch', 'fetch', 'fetch', true],
  ['fetch', 'wix-data', 'fetch', false],
])('%s means %s %s: %s', (target, module, method, expected) => {
  expect(isMeant(target, module, method)).toBe(expected)
})
