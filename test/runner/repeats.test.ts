import { describe, expect, test } from 'vitest'
import { findRepeats } from '../../src/runner/repeats.js'
import { createShaper } from '../../src/runner/shape.js'
import { createEffect } from './results.js'

const nothing = { first: [], second: [], before: {}, after: {} }
const shape = createShaper([])

describe('findRepeats', () => {
  test('counts what reached somebody outside', () => {
    const email = createEffect({
      module: 'wix-crm-backend',
      method: 'triggeredEmails.emailMember',
      args: ['welcome', 'ann'],
    })
    const post = createEffect({
      module: 'wix-fetch',
      method: 'fetch',
      args: ['https://a.example', { method: 'POST' }],
    })
    const get = createEffect({ module: 'wix-fetch', method: 'fetch', args: ['https://a.example'] })
    const notify = createEffect({ module: 'wix-notifications.v2', method: 'notifications.notify' })
    const calls = [email, email, post, get, notify]
    expect(findRepeats({ ...nothing, second: calls }, shape)).toEqual([
      'sent 2 more emails: welcome to ann',
      'sent 1 more request: POST https://a.example',
      'made 1 more call: wix-notifications.v2 notifications.notify',
    ])
  })

  test('does not count what failed, what only reads, and what names itself', () => {
    const named = createEffect({
      module: 'wix-fetch',
      method: 'fetch',
      args: ['https://a.example', { method: 'POST', headers: { 'Idempotency-Key': 'e1' } }],
    })
    const failed = createEffect({
      module: 'wix-crm-backend',
      method: 'triggeredEmails.emailMember',
      outcome: 'rejected',
    })
    const read = createEffect({ module: 'wix-stores-backend', method: 'getProduct' })
    const second = [named, failed, read]
    expect(findRepeats({ ...nothing, first: [named], second }, shape)).toEqual([])
  })

  test('counts a failure, unless it says that the item exists', () => {
    const error = { message: 'out of order' }
    expect(findRepeats({ ...nothing, error }, shape)).toEqual(['failed: out of order'])
    const exists = { message: 'WDE0074: an item with this _id exists' }
    expect(findRepeats({ ...nothing, error: exists }, shape)).toEqual([])
  })
})
