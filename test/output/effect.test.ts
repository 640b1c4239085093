import { describe, expect, test } from 'vitest'
import { effectText } from '../../src/output/render/effect.js'
import { createEffect } from '../runner/results.js'

const find = { module: 'wix-data', method: 'query.find' }
const page = (length: number, totalCount = length) => ({ length, totalCount })

describe('effectText', () => {
  test.each([
    ['an insert', { args: ['Log', { a: 1, b: 2 }] }, 'insert Log {a, b}', ''],
    [
      'a get',
      { method: 'get', args: ['Log', 'x'], result: { _id: 'x' } },
      'get Log "x"',
      '{_id: "x"}',
    ],
    [
      'a get of nothing',
      { method: 'get', args: ['Log', 'x'], result: null },
      'get Log "x"',
      'null',
    ],
    ['a remove', { method: 'remove', args: ['Log', 'x'] }, 'remove Log "x"', ''],
    [
      'a query',
      { ...find, args: ['Log', { filter: { a: 1 } }], result: page(2) },
      'query Log  a = 1',
      '2 items',
    ],
    [
      'a page of more',
      { ...find, args: ['Log', { limit: 1 }], result: page(1, 9) },
      'query Log  limit 1',
      '1 item of 9',
    ],
    [
      'operators',
      { ...find, args: ['Log', { filter: { a: { $gt: 1, $lt: 5 } } }], result: page(0) },
      'query Log  a > 1 and a < 5',
      '0 items',
    ],
    ['a count', { method: 'query.count', args: ['Log', {}], result: 4 }, 'count Log', '4'],
    [
      'a request',
      {
        module: 'wix-fetch',
        method: 'fetch',
        args: ['https://a.b/', { method: 'post' }],
        result: { status: 200, sent: false },
      },
      'POST https://a.b/',
      'not sent, 200 {}',
    ],
    [
      'a request that was sent',
      {
        module: 'fetch',
        method: 'fetch',
        args: ['https://a.b/'],
        result: { status: 204, sent: true },
      },
      'GET https://a.b/',
      '204',
    ],
    [
      'any other call',
      { module: 'wix-crm', method: 'a.b', args: [{ c: 1 }, 'd'], result: 'ok' },
      'a.b({c: 1}, "d")',
      '"ok"',
    ],
    [
      'a call that is still running',
      { module: 'wix-crm', method: 'a', args: [], outcome: 'pending' as const, result: null },
      'a()',
      '',
    ],
    [
      'a call that failed',
      { outcome: 'rejected' as const, result: { name: 'Error', message: 'no such collection' } },
      'insert Log {a}',
      'rejected: no such collection',
    ],
  ])('tells of %s', (_title, changes, call, answer) => {
    expect(effectText(createEffect(changes))).toEqual({ call, answer })
  })
})
