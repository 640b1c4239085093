import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRedactor } from '../../src/platform/redact.js'

function redactorOf(...secrets: string[]) {
  const redactor = createRedactor()
  for (const secret of secrets) redactor.add(secret)
  return redactor
}

const token = 'tok/en+with=signs & ~ü!'

describe('a redactor', () => {
  test('masks nothing before it knows a secret, and gives the same message back', () => {
    const message = { text: 'hello' }
    expect(createRedactor().apply(message)).toBe(message)
  })

  test.each([
    ['as it is', token],
    ['within an address', encodeURIComponent(token)],
    ['in a form', new URLSearchParams({ t: token }).toString().slice(2)],
    ['in base64', Buffer.from(token).toString('base64')],
    ['in base64 for addresses', Buffer.from(token).toString('base64url')],
    ['in JSON', JSON.stringify(`"${token}`).slice(3, -1)],
  ])('masks a secret %s', (_title, spelling) => {
    expect(redactorOf(token).text(`<${spelling}>`)).toBe('<***>')
  })

  test('masks strings anywhere in a message, keys too', () => {
    expect(
      redactorOf('s3cret').apply({ type: 'log', list: [{ s3cret: 'a s3cret b' }], n: 1, no: null }),
    ).toEqual({ type: 'log', list: [{ '***': 'a *** b' }], n: 1, no: null })
  })

  test('masks the longer of two secrets that begin alike', () => {
    expect(redactorOf('secret', 'secret-longer').text('secret-longer secret')).toBe('*** ***')
  })

  test('masks a short secret where it is the whole value only', () => {
    const redactor = redactorOf('on')
    expect(redactor.text('on')).toBe('***')
    expect(redactor.text('only once')).toBe('only once')
  })

  test('takes the signs of a secret as they are', () => {
    expect(redactorOf('a.*(b)').text('a.*(b) axx(b)')).toBe('*** axx(b)')
  })

  test('masks each long line of a key', () => {
    const key = '-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG\nshort\n-----END KEY-----'
    expect(redactorOf(key).text('at MIIEvQIBADANBgkqhkiG')).toBe('at ***')
  })

  test('ignores an empty secret', () => {
    const message = { text: 'a' }
    expect(redactorOf('').apply(message)).toBe(message)
  })

  test('leaves no trace of a secret in base64, wherever that begins in a longer text', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 12, maxLength: 40, unit: 'binary' }),
        fc.string({ maxLength: 9 }),
        fc.string({ maxLength: 9 }),
        (secret, before, after) => {
          const whole = Buffer.from(before + secret + after).toString('base64')
          // Without the characters it shares with its neighbours.
          const inside = Buffer.from(before + secret)
            .toString('base64')
            .slice(Math.ceil((Buffer.byteLength(before) * 8) / 6), -4)
          expect(redactorOf(secret).text(whole)).not.toContain(inside)
        },
      ),
    )
  })
})
