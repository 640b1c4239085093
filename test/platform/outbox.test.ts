import { expect, test } from 'vitest'
import { createOutbox } from '../../src/platform/outbox.js'
import type { WorkerMessage } from '../../src/platform/protocol.js'

const log = (text: string): WorkerMessage => ({
  type: 'log',
  run: 1,
  level: 'log',
  text,
  at: null,
  ms: 0,
})
const done: WorkerMessage = { type: 'done', run: 1, pending: [], timersLeft: false }

test('a live outbox sends each message at once', () => {
  const sent: WorkerMessage[] = []
  const outbox = createOutbox(
    (message) => sent.push(message),
    () => true,
  )
  outbox.post(log('a'))
  expect(sent).toEqual([log('a')])
})

test('another holds messages back until the end of the run, and keeps their order', () => {
  const sent: WorkerMessage[] = []
  const outbox = createOutbox(
    (message) => sent.push(message),
    () => false,
  )
  outbox.post(log('a'))
  outbox.post(log('b'))
  expect(sent).toEqual([])
  outbox.post(done)
  expect(sent).toEqual([{ type: 'batch', messages: [log('a'), log('b'), done] }])
  outbox.flush()
  expect(sent).toHaveLength(1)
})

test.each(['load-failed', 'stuck', 'uncaught', 'exit', 'fatal'])(
  '%s is never held back',
  (type) => {
    const sent: WorkerMessage[] = []
    const outbox = createOutbox(
      (message) => sent.push(message),
      () => false,
    )
    outbox.post(log('a'))
    outbox.post({ ...done, type } as unknown as WorkerMessage)
    expect(sent).toHaveLength(1)
  },
)
