import { createContext, runInContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { describeThrown, rememberOrigin } from '../../src/platform/thrown.js'

describe('describeThrown', () => {
  test('tells of an error its name, message, code and stack', () => {
    const error = Object.assign(new RangeError('too many'), { code: 'E_MANY' })
    expect(describeThrown(error)).toEqual({
      name: 'RangeError',
      message: 'too many',
      code: 'E_MANY',
      isError: true,
      stack: error.stack,
    })
  })

  test.each<[unknown, string]>([
    ['out of badges', 'out of badges'],
    [undefined, 'undefined'],
    [null, 'null'],
    [0, '0'],
    [{ reason: 'none', when: new Date(0) }, '{"reason":"none","when":"1970-01-01T00:00:00.000Z"}'],
    [Symbol('s'), 'Symbol(s)'],
    [() => {}, '[Function]'],
  ])('tells of %o, which is no error, what it is', (value, message) => {
    expect(describeThrown(value)).toEqual({ name: 'Thrown value', message, isError: false })
  })

  test('knows an error of another realm by its shape', () => {
    const error: unknown = runInContext('new TypeError("there")', createContext({}))
    expect(describeThrown(error)).toMatchObject({
      name: 'TypeError',
      message: 'there',
      isError: true,
    })
  })

  test('follows causes, and not for ever', () => {
    const error = new Error('outer', { cause: new Error('inner', { cause: 'text' }) })
    expect(describeThrown(error).cause).toMatchObject({
      message: 'inner',
      cause: { message: 'text', isError: false },
    })
    const endless = new Error('again')
    endless.cause = endless
    expect(JSON.stringify(describeThrown(endless)).match(/"again"/g)).toHaveLength(6)
  })

  test.each(['name', 'message', 'stack', 'code', 'cause'])(
    'survives an error whose %s cannot be read',
    (key) => {
      const error = Object.defineProperty(new Error('m'), key, {
        get() {
          throw new Error('no')
        },
      })
      expect(describeThrown(error)).toMatchObject({ isError: true })
    },
  )

  test('survives a proxy that throws on everything', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(describeThrown(proxy)).toMatchObject({ isError: false, message: '[Unreadable]' })
  })

  test('adds the platform call that an error came from', () => {
    const error = new Error('no such collection')
    rememberOrigin(error, [12, 3])
    expect(describeThrown(error).at).toEqual([12, 3])
    rememberOrigin('text', [1, 1])
    expect(describeThrown('text')).not.toHaveProperty('at')
  })
})
