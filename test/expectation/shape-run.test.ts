import { describe, expect, test } from 'vitest'
import { shapeRun } from '../../src/expectation/shape-run.js'
import type { RunResult } from '../../src/runner/result.js'
import { createShaper } from '../../src/runner/shape.js'
import { createEffect, createResult } from '../runner/results.js'

const eventId = '4c8a1f3e-0b52-4d1c-9a37-6f0e2b7c9d10'
const memberId = 'ff20c02e-6d3f-4a70-9a35-0d6a0f1b6a01'
const madeId = '0b2f7e1d-ea6b-4963-96f8-28137ee311a4'
const event = {
  data: { memberId },
  metadata: {
    id: eventId,
    entityId: '348b66e1-7c1f-45d0-8a52-3f7a3b0e9c02',
    eventTime: '2025-03-04T05:06:07.123456789Z',
    triggeredByAnonymizeRequest: false,
  },
}
const shape = createShaper([event], { event, now: new Date('2026-07-30T10:00:00.000Z') })
const shaped = (changes: Partial<RunResult>) =>
  shapeRun(createResult(changes), { shape, root: '/home/ann/site' })

describe('the shape of a run', () => {
  test('has what was called and how it ended, but no times, places and answers', () => {
    const effect = createEffect({
      args: [
        'Log',
        { member: memberId, _id: eventId, ref: madeId, at: '2026-07-30T10:00:00.000Z' },
      ],
      outcome: 'rejected',
      afterReturn: true,
    })
    expect(shaped({ effects: [effect], durationMs: 9 })).toEqual({
      event: 'assigned',
      handler: 'wixBadges_onBadgeAssigned',
      status: 'passed',
      error: null,
      effects: [
        {
          module: 'wix-data',
          method: 'insert',
          args: [
            'Log',
            { _id: '<event.metadata.id>', at: '<time>', member: memberId, ref: '<id>' },
          ],
          outcome: 'rejected',
          afterReturn: true,
        },
      ],
      dataChanges: [],
      fires: [],
      warnings: [],
    })
  })

  test('puts keys in order', () => {
    const { effects } = shaped({
      effects: [createEffect({ args: [{ b: [{ d: 1, c: 2 }], a: 1 }] })],
    })
    expect(JSON.stringify(effects[0]?.args)).toBe('[{"a":1,"b":[{"c":2,"d":1}]}]')
  })

  test('has of an update the fields that changed, and no dates of Wix', () => {
    const before = {
      _id: '1',
      points: 1,
      name: 'a',
      gone: true,
      _updatedDate: '2026-01-01T00:00:00.000Z',
    }
    const after = {
      _id: '1',
      points: 2,
      name: 'a',
      added: [1],
      _updatedDate: '2026-07-30T10:00:00.000Z',
    }
    const { dataChanges } = shaped({
      dataChanges: [
        { collection: 'Log', kind: 'update', id: '1', before, after },
        {
          collection: 'Log',
          kind: 'insert',
          id: madeId,
          before: null,
          after: { ...after, _id: madeId },
        },
        { collection: 'Log', kind: 'remove', id: '1', before, after: null },
      ],
    })
    expect(dataChanges).toEqual([
      {
        collection: 'Log',
        kind: 'update',
        id: '1',
        before: { gone: true, points: 1 },
        after: { added: [1], points: 2 },
      },
      {
        collection: 'Log',
        kind: 'insert',
        id: '<id>',
        before: null,
        after: { _id: '<id>', added: [1], name: 'a', points: 2 },
      },
      {
        collection: 'Log',
        kind: 'remove',
        id: '1',
        before: { _id: '1', gone: true, name: 'a', points: 1 },
        after: null,
      },
    ])
  })

  test('has the error without its place, and the site wherever it lies', () => {
    const { error } = shaped({
      status: 'failed',
      error: {
        kind: 'threw',
        name: 'Error',
        message: `no /home/ann/site/x.json for ${madeId}`,
        place: { file: 'a.js', line: 1, column: 1 },
        frame: null,
        stack: [],
      },
    })
    expect(error).toEqual({ kind: 'threw', name: 'Error', message: 'no <site>/x.json for <id>' })
  })

  test('has follow-ups, and of warnings the code', () => {
    const metadata = { ...event.metadata, id: madeId }
    const { fires, warnings } = shaped({
      fires: [{ event: 'unassigned', input: { data: { memberId }, metadata }, place: null }],
      warnings: [{ code: 'not-awaited', message: 'took 3.1 ms', place: null }],
    })
    expect(fires).toEqual([
      {
        event: 'unassigned',
        input: {
          data: { memberId },
          metadata: { ...event.metadata, id: '<id>', eventTime: '<event.metadata.eventTime>' },
        },
      },
    ])
    expect(warnings).toEqual(['not-awaited'])
  })
})
