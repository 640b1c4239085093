import { describe, expect, test } from 'vitest'
import type { SentResult } from '../../../src/delivery/send/send.js'
import { judgeSent } from '../../../src/delivery/send/verdict.js'

function refused(httpStatus: number): SentResult {
  return { status: 'refused', httpStatus, durationMs: 1, reason: 'because', responseText: '' }
}

const accepted: SentResult = {
  status: 'accepted',
  httpStatus: 200,
  durationMs: 1,
  responseText: '',
}
const unreachable: SentResult = { status: 'unreachable', durationMs: 1, reason: 'nobody there' }

describe('a genuine delivery', () => {
  test('has to be accepted', () => {
    expect(judgeSent(accepted, null).status).toBe('passed')
    for (const sent of [refused(204), refused(401), unreachable]) {
      expect(judgeSent(sent, null)).toEqual({
        status: 'failed',
        text: 'reason' in sent ? sent.reason : '',
      })
    }
  })
})

describe('a forged delivery', () => {
  test.each([400, 401, 403, 422])('passes when it is refused with %d', (status) => {
    expect(judgeSent(refused(status), 'alg-none')).toEqual({
      status: 'passed',
      text: `refused with ${status}: right`,
    })
  })

  test('passes when it makes the server fail, with a remark', () => {
    expect(judgeSent(refused(500), 'expired')).toEqual({
      status: 'passed',
      text: 'refused with 500: right, though 400 or 401 would say it plainly',
    })
  })

  test('passes when the refusal is late', () => {
    const sent: SentResult = {
      status: 'too-late',
      httpStatus: 401,
      durationMs: 2000,
      reason: 'late',
    }
    expect(judgeSent(sent, 'expired').status).toBe('passed')
  })

  test('fails when it is accepted, as Wix counts it or in another way', () => {
    for (const sent of [accepted, refused(202), refused(204)]) {
      expect(judgeSent(sent, 'bad-signature').text).toMatch(/^your server accepted a forged/)
      expect(judgeSent(sent, 'bad-signature').status).toBe('failed')
    }
  })

  test.each([302, 404, 405, 429, 502, 503, 504])('proves nothing with %d', (status) => {
    expect(judgeSent(refused(status), 'bad-signature')).toEqual({
      status: 'failed',
      text: `answered ${status}: that proves no refusal of the signature`,
    })
  })

  test('proves nothing when nobody answers', () => {
    expect(judgeSent(unreachable, 'expired')).toEqual({ status: 'failed', text: 'nobody there' })
    const late: SentResult = { status: 'too-late', durationMs: 10_000, reason: 'no answer' }
    expect(judgeSent(late, 'expired')).toEqual({ status: 'failed', text: 'no answer' })
  })
})
