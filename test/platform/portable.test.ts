import { createContext, runInContext } from 'node:vm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { toPortable } from '../../src/platform/portable.js'

describe('toPortable', () => {
  test.each<[string, unknown, unknown]>([
    ['text', 'a', 'a'],
    ['null', null, null],
    ['undefined', undefined, null],
    ['a number', -0.5, -0.5],
    ['not a number', Number.NaN, 'NaN'],
    ['infinity', Number.NEGATIVE_INFINITY, '-Infinity'],
    ['a big integer', 10n ** 20n, '100000000000000000000n'],
    ['a symbol', Symbol('s'), 'Symbol(s)'],
    ['a function', function award() {}, '[Function award]'],
    ['a function without a name', (() => () => {})(), '[Function]'],
    ['a class', class Badge {}, '[Function Badge]'],
    ['a date', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['no date', new Date(Number.NaN), 'Invalid Date'],
    ['an error', new TypeError('t'), { name: 'TypeError', message: 't' }],
    [
      'an error with a code',
      Object.assign(new Error('m'), { code: 'E' }),
      { name: 'Error', message: 'm', code: 'E' },
    ],
    ['a pattern', /a+/gi, '/a+/gi'],
    ['a promise', Promise.resolve(1), '[Promise]'],
    ['bytes', new Uint8Array(3), '[Uint8Array 3 bytes]'],
    ['a buffer of bytes', new ArrayBuffer(4), '[ArrayBuffer 4 bytes]'],
    ['a map', new Map([['a', 1]]), { a: 1 }],
    ['a set', new Set([1, 'b']), [1, 'b']],
    [
      'a value with toJSON',
      { toJSON: () => ({ a: new Date(0) }) },
      { a: '1970-01-01T00:00:00.000Z' },
    ],
    ['undefined in an object', { a: undefined, b: 1 }, { b: 1 }],
    ['undefined in a list', [undefined, 1], [null, 1]],
    ['an object without a prototype', Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
  ])('copies %s', (_title, value, expected) => {
    expect(toPortable(value)).toEqual(expected)
  })

  test('names a cycle, and copies what is only shared', () => {
    const node: Record<string, unknown> = { name: 'n' }
    node.self = node
    expect(toPortable(node)).toEqual({ name: 'n', self: '[Circular]' })
    const shared = { a: 1 }
    expect(toPortable([shared, shared])).toEqual([{ a: 1 }, { a: 1 }])
  })

  test('survives getters and proxies that throw, and goes on behind them', () => {
    const bad = {
      get boom(): never {
        throw new Error('no')
      },
    }
    const list = [bad]
    expect(toPortable([list, list, 1])).toEqual([['[Unreadable]'], ['[Unreadable]'], 1])
    const trap = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no')
        },
      },
    )
    expect(toPortable({ trap, after: 2 })).toEqual({ trap: '[Unreadable]', after: 2 })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(toPortable(proxy)).toBe('[Unreadable]')
    expect(toPortable({ toJSON: () => JSON.parse('{') })).toBe('[Unreadable]')
  })

  test('ends a toJSON that gives itself', () => {
    const value = { toJSON: (): unknown => value }
    expect(toPortable(value)).toBe('[Unreadable]')
  })

  test('cuts what is too long, too many or too deep', () => {
    expect(toPortable('x'.repeat(100_001))).toMatch(/^x{100000}… \(100001 characters\)$/)
    const many = toPortable(Array(1001).fill(0)) as unknown[]
    expect(many).toHaveLength(1001)
    expect(many.at(-1)).toBe('… (1001 items)')
    let deep: unknown = 'bottom'
    for (let level = 0; level < 100; level++) deep = { deep }
    expect(JSON.stringify(toPortable(deep))).toContain('"[Object]"')
    expect(JSON.stringify(toPortable(deep))).not.toContain('bottom')
  })

  test('copies objects of another realm', () => {
    const value: unknown = runInContext('({ list: [1, { a: 2 }] })', createContext({}))
    expect(toPortable(value)).toEqual({ list: [1, { a: 2 }] })
  })

  test('always gives what JSON can carry, and leaves JSON as it is', () => {
    fc.assert(
      fc.property(
        fc.anything({
          withBigInt: true,
          withDate: true,
          withMap: true,
          withSet: true,
          withTypedArray: true,
          withNullPrototype: true,
        }),
        (value) => {
          const copy = toPortable(value)
          expect(JSON.parse(JSON.stringify(copy))).toEqual(copy)
        },
      ),
    )
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        fc.pre(
          !JSON.stringify(value).includes('__proto__') && !JSON.stringify(value).includes('-0'),
        )
        expect(toPortable(value)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})
