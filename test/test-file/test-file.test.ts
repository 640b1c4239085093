import { describe, expect, test } from 'vitest'
import type { EventObject } from '../../src/event/types.js'
import type { Portable } from '../../src/platform/protocol.js'
import type { DataChange, RunError, RunResult } from '../../src/runner/result.js'
import { renderEmptyTest, renderTestFile } from '../../src/test-file/test-file.js'
import { createEffect, createResult } from '../runner/results.js'

const tested = {
  fixture: 'assigned.gold',
  handler: 'wixBadges_onBadgeAssigned',
  importPath: 'backend/events.js',
}

const input: EventObject = {
  data: { memberId: 'member-of-old' },
  metadata: {
    id: 'c0ffee00-0000-4000-8000-000000000001',
    entityId: 'gold',
    eventTime: '2026-03-05T17:20:11.594208137Z',
    triggeredByAnonymizeRequest: false,
  },
}

const run = (changes: Partial<RunResult>): RunResult => createResult({ input, ...changes })

/** The statements of the test of a run. */
function bodyOf(
  first: Partial<RunResult>,
  second: Partial<RunResult> = first,
  at: Date | null = null,
) {
  const file = renderTestFile(tested, { run: run(first), again: run(second), at })
  if (file.status !== 'written') return file.reason
  const [, body = ''] = /async \(\) => \{\n(.*)\n\}\)\n$/s.exec(file.text) ?? []
  return body
}

const change = (changes: Partial<DataChange>): DataChange => ({
  collection: 'Log',
  kind: 'insert',
  id: 'a',
  before: null,
  after: null,
  ...changes,
})

const inserted = (after: Portable, id = 'a') => ({ dataChanges: [change({ id, after })] })

describe('the test of a run', () => {
  test('is a whole file', () => {
    const effects = [createEffect()]
    const result = run({ effects, ...inserted({ _id: 'x', member: 'member-of-old', points: 3 }) })
    expect(renderTestFile(tested, { run: result, again: result, at: null })).toEqual({
      status: 'written',
      text: `// Written by badge-events. It is yours: edit it as you like.
import { expect, test } from 'vitest'
import { createEvent, effects, world } from 'badge-events/vitest'
import { wixBadges_onBadgeAssigned } from 'backend/events.js'

test('wixBadges_onBadgeAssigned: assigned.gold', async () => {
  const event = createEvent('assigned.gold', { asIs: true })
  await wixBadges_onBadgeAssigned(event)

  expect(world).toHaveInserted('Log', { _id: 'x', member: event.data.memberId, points: 3 })
  expect(effects().map(({ module, method }) => \`\${module} \${method}\`)).toEqual(['wix-data insert'])
})
`,
    })
  })

  test('expects that nothing was called where nothing was', () => {
    expect(bodyOf({})).toContain('  expect(effects()).toEqual([])')
  })

  test('says of a value that changes what it is, and nothing of what Wix adds', () => {
    const item = (id: string, n: number): Portable => ({
      _id: id,
      _createdDate: `2026-03-0${n}T00:00:00.000Z`,
      _owner: 'o',
      token: `t${n}`,
      n,
      at: `2026-03-0${n}T00:00:00.000Z`,
      list: [n, 'same'],
      longer: n === 1 ? [1] : [1, 2],
      inner: { n, only: 'same', ...(n === 1 && { once: 1 }) },
      secret: '*** and ***',
      odd: '[Circular]',
    })
    expect(bodyOf(inserted(item('p', 1), 'p'), inserted(item('q', 2), 'q'))).toContain(
      `  expect(world).toHaveInserted('Log', {
    token: expect.any(String),
    n: expect.any(Number),
    at: expect.anything(),
    list: [expect.any(Number), 'same'],
    longer: expect.any(Array),
    inner: { n: expect.any(Number), only: 'same' },
    secret: expect.any(String),
    odd: expect.anything(),
  })`,
    )
  })

  test('reads values of the event from the event, also within texts', () => {
    const { memberId } = input.data as { memberId: string }
    const body = bodyOf(
      inserted({
        id: input.metadata.id,
        badge: 'gold',
        time: input.metadata.eventTime,
        note: `It's ${memberId}: \`\${x}\` \\ $5\n`,
        plain: 'golden',
      }),
    )
    expect(body).toContain('id: event.metadata.id')
    expect(body).toContain('badge: event.metadata.entityId')
    expect(body).toContain('time: event.metadata.eventTime')
    expect(body).toContain(
      ["note: `It's $", '{event.data.memberId}: \\`\\$', '{x}\\` \\\\ $5\\n`'].join(''),
    )
    expect(body).toContain("plain: 'golden'")
  })

  test('shows of changed rows what changed, and of removed ones that they are gone', () => {
    const dataChanges = [
      change({ kind: 'update', before: { _id: 'a', n: 1, m: 1 }, after: { _id: 'a', n: 2, m: 1 } }),
      change({ kind: 'update', before: { _id: 'a', n: 2, m: 1 }, after: { _id: 'a', n: 3, m: 1 } }),
      change({ kind: 'remove', id: 'b', before: { _id: 'b' } }),
    ]
    expect(bodyOf({ dataChanges }).split('\n').slice(3, 5)).toEqual([
      "  expect(world.collection('Log')).toContainEqual(expect.objectContaining({ _id: 'a', n: 3 }))",
      "  expect(world.collection('Log')).not.toContainEqual(expect.objectContaining({ _id: 'b' }))",
    ])
  })

  test('finds emails and requests, whatever part of them changes', () => {
    const calls = (token: string, day: string) => ({
      effects: [
        createEffect({
          module: 'wix-crm-backend',
          method: 'triggeredEmails.emailMember',
          args: ['earned', 'member-of-old', { variables: { token } }],
        }),
        createEffect({
          module: 'wix-fetch',
          method: 'fetch',
          args: [
            `https://x.example.com/${token}/a?k=***`,
            { method: 'PUT', body: `{"d":"${day}"}` },
          ],
        }),
        createEffect({ module: 'fetch', method: 'fetch', args: ['https://x.example.com/?k=***'] }),
      ],
    })
    const body = bodyOf(calls('4a', 'Mon'), calls('4b', 'Tue'))
    expect(body).toContain(`  expect(world).toHaveEmailed('earned', {
    memberId: event.data.memberId,
    variables: { token: expect.any(String) },
  })
  expect(world).toHaveFetched('https://x.example.com/*', {
    method: 'PUT',
    body: { d: expect.any(String) },
  })
  expect(world).toHaveFetched('https://x.example.com/?k=*', { method: 'GET' })
`)
  })

  test('counts many calls, and leaves them out where they are others each time', () => {
    const effects = Array.from({ length: 13 }, () => createEffect())
    expect(bodyOf({ effects })).toContain('expect(effects()).toHaveLength(13)')
    expect(bodyOf({ effects }, { effects: [] })).not.toContain('effects()')
  })

  test('waits for calls that outlive the handler', () => {
    expect(bodyOf({ effects: [createEffect({ afterReturn: true })] })).toMatch(
      / {2}await vi\.waitFor\(\(\) => \{\n {4}expect\(effects.*\n {2}\}\)$/s,
    )
  })

  test('sets the clock where the handler depends on it', () => {
    expect(bodyOf({}, {}, new Date(0))).toContain("  vi.setSystemTime('1970-01-01T00:00:00.000Z')")
  })
})

describe('the test of a failure', () => {
  const failed = (error: Partial<RunError>): Partial<RunResult> => ({
    status: 'failed',
    error: {
      ...{ kind: 'threw', name: 'Error', message: '', place: null, frame: null, stack: [] },
      ...error,
    },
  })

  test.each([
    ['a message', 'no points', 'no points', "rejects.toThrow('no points')"],
    ['up to what changes', 'at 2026-03-05', 'at 2026-03-06', "rejects.toThrow('at')"],
    ['nothing in common', 'a1', 'a2', 'rejects.toThrow()'],
    [
      'without secrets',
      'key *** is wrong here',
      'key *** is wrong here',
      "toThrow('is wrong here')",
    ],
    [
      'without code',
      'import_wix_data.default.inset is not a function',
      'import_wix_data.default.inset is not a function',
      "toThrow('is not a function')",
    ],
  ])('expects %s', (_what, message, other, expected) => {
    expect(bodyOf(failed({ message }), failed({ message: other }))).toContain(expected)
  })

  test.each([
    ['a text', 'no points', "toSatisfy((thrown) => String(thrown) === 'no points')"],
    ['an object', '{"code":5}', 'toEqual({ code: 5 })'],
  ])('that is %s expects it', (_what, message, expected) => {
    expect(bodyOf(failed({ kind: 'threw-non-error', message }))).toContain(expected)
  })

  test.each([
    ['timed-out', 'never-settles', 'does not end'],
    ['crashed', 'process-exit', 'ends the process'],
    ['failed', 'threw-on-load', 'while it is loaded'],
    ['failed', 'unhandled-rejection', 'awaited by nobody'],
  ] as const)('is not written for %s, %s', (status, kind, reason) => {
    expect(bodyOf({ ...failed({ kind }), status })).toContain(reason)
  })
})

test('the test of a handler that was not run delivers the event', () => {
  const text = renderEmptyTest(tested)
  expect(text).toContain("import { test } from 'vitest'")
  expect(text).toContain('  await wixBadges_onBadgeAssigned(event)\n')
})
