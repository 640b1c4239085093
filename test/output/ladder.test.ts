import { stripVTControlCharacters } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { Attempt, Climb } from '../../src/delivery/ladder/climb.js'
import { resendGapsMs } from '../../src/delivery/ladder/schedule.js'
import type { SentResult } from '../../src/delivery/send/send.js'
import {
  renderAttempt,
  renderGoingOn,
  renderLadderEnd,
  renderLadderHead,
  waitingText,
} from '../../src/output/render/ladder.js'
import { visibleLength } from '../../src/output/render/layout.js'
import { createTheme } from '../../src/output/theme.js'

const canvas = { theme: await createTheme(false), columns: 80 }

const accepted: SentResult = {
  ...{ status: 'accepted', httpStatus: 200, responseText: 'ok', durationMs: 12 },
}
const late = (durationMs: number, httpStatus = 200): SentResult => ({
  ...{ status: 'too-late', httpStatus, reason: '', responseText: '', durationMs },
})
const refused = (httpStatus: number, responseText = ''): SentResult => ({
  ...{ status: 'refused', httpStatus, reason: '', responseText, durationMs: 3 },
})
const silent: SentResult = { status: 'too-late', reason: '', durationMs: 10_000 }
const down: SentResult = { status: 'unreachable', reason: 'nothing listens', durationMs: 1 }

/** Deliveries with these answers, one after another. */
function climbed(...results: SentResult[]): Climb<SentResult> {
  let virtualMs = 0
  const attempts = results.map((result, index): Attempt<SentResult> => {
    const status = result.status === 'accepted' ? 'accepted' : 'failed'
    const gapMs = status === 'accepted' ? null : (resendGapsMs[index] ?? null)
    const attempt = { number: index + 1, virtualMs, status, result, nextMs: gapMs } as const
    virtualMs += gapMs ?? 0
    return attempt
  })
  const last = attempts.at(-1)
  if (last?.status === 'accepted') return { status: 'accepted', attempts }
  return { status: last?.nextMs === null ? 'given-up' : 'interrupted', attempts }
}

/** On one line, as a reader takes it. */
const endOf = (...results: SentResult[]): string =>
  renderLadderEnd(climbed(...results), canvas)
    .trim()
    .replaceAll(/\n */g, ' ')

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

describe('the end', () => {
  test.each<[string, SentResult[], string]>([
    ['the first', [accepted], '✓ accepted at the first delivery: nothing to send again'],
    [
      'a later one',
      [refused(500), down, refused(500), accepted],
      '✓ accepted in the end: Wix would have delivered this 4 times over 1 h 11 min',
    ],
    [
      'the second, after a late answer',
      [late(1408), accepted],
      '✓ accepted in the end: Wix would have delivered this 2 times over 1 min ! The first delivery was answered 200, but after 1.4 s. Wix does not count that, so your endpoint handles the same event again. The event id stays the same: by it your code can tell.',
    ],
    [
      'one after other good answers',
      [refused(500), refused(204), accepted],
      '✓ accepted in the end: Wix would have delivered this 3 times over 11 min ! Delivery 2 was answered 204. Wix does not count that, so your endpoint handles the same event again. The event id stays the same: by it your code can tell.',
    ],
    [
      'one after several late answers',
      [late(1300), late(1400), accepted],
      '✓ accepted in the end: Wix would have delivered this 3 times over 11 min ! 2 deliveries were answered 200, but too late. Wix does not count them, so your endpoint handles the same event again and again. The event id stays the same: by it your code can tell.',
    ],
    [
      'one after late and other good answers',
      [late(1300), refused(202), accepted],
      '✓ accepted in the end: Wix would have delivered this 3 times over 11 min ! 2 deliveries were answered 200 or 202. Wix does not count them, so your endpoint handles the same event again and again. The event id stays the same: by it your code can tell.',
    ],
  ])('tells that %s was accepted', (_title, results, text) => {
    expect(endOf(...results)).toBe(text)
  })

  const after =
    ' No delivery after that is documented: your endpoint misses the event, unless it asks Wix for the data.'
  const all = 'Wix would have delivered this 13 times over 47 h 11 min'
  test.each<[string, SentResult[], string]>([
    ['the same error', times(13, refused(500)), `your endpoint answered 500: ${all}`],
    ['no server', times(13, down), `nothing listens: ${all}`],
    ['no answer', times(13, silent), `your endpoint gave no answer in 10.0 s: ${all}`],
    ['a late error', times(13, late(1400, 500)), `your endpoint took 1.4 s: ${all}`],
    [
      'several errors',
      [refused(500), ...times(12, down)],
      `your endpoint never answered 200 within 1,250 ms: ${all}`,
    ],
  ])('tells that none was, because of %s', (_title, results, text) => {
    expect(endOf(...results)).toBe(`✗ ${text}${after}`)
  })

  test('tells how late an endpoint is, and that it handles the event each time', () => {
    const text = endOf(...times(12, late(1400)), late(2100))
    expect(text).toContain(`✗ your endpoint took 1.4 s to 2.1 s: ${all}`)
    expect(text).toContain(
      'No delivery after that is documented. ! 13 deliveries were answered 200,',
    )
    expect(text).not.toContain('misses')
    expect(endOf(...times(13, late(1400)))).toContain(`✗ your endpoint took 1.4 s: ${all}`)
  })

  test('says nothing of handling again where nothing came after', () => {
    expect(endOf(...times(12, refused(500)), late(1400))).not.toContain('again')
  })

  test.each<[SentResult[], string]>([
    [[], '✗ stopped before the first delivery was answered'],
    [[down], '✗ stopped after one delivery, none accepted; Wix would deliver again 1 min later'],
    [
      times(4, refused(500)),
      '✗ stopped after 4 deliveries over 1 h 11 min, none accepted; Wix would deliver again 2 h later',
    ],
  ])('tells what there was when it is stopped', (results, text) => {
    expect(endOf(...results)).toBe(text)
  })
})

describe('a delivery', () => {
  const lineOf = (result: SentResult, columns = 80): string => {
    const [attempt] = climbed(result).attempts
    return attempt ? renderAttempt(attempt, { ...canvas, columns }) : ''
  }

  test.each([
    [accepted, '✓ 200  ok'],
    [refused(500, 'boom\nat line 3'), '✗ 500  boom'],
    [refused(404), '✗ 404'],
    [late(1400), '✗ 200, too late'],
    [silent, '✗ no answer'],
    [down, '✗ nothing listens'],
  ])('is a line with its answer', (result, text) => {
    expect(lineOf(result)).toMatch(/^ {3}1 {2}\+0:00 {9}[✓✗].*s\n$/)
    expect(lineOf(result)).toContain(`${text}  `)
  })

  test('fits the terminal, whatever the server says', () => {
    const result = refused(500, `\u001b[31m${'x'.repeat(200)}`)
    for (const columns of [80, 100]) {
      const line = lineOf(result, columns).trimEnd()
      expect(visibleLength(line)).toBeLessThanOrEqual(columns)
      expect(line).toContain('\\u001b[31mxxx')
      expect(stripVTControlCharacters(line)).toBe(line)
    }
  })
})

describe('the head', () => {
  const ladder = { maxDeliveries: 13, ladderMs: 169_860_000 }
  const headOf = (speed: number): string =>
    renderLadderHead(
      { event: 'assigned', eventId: 'e', url: 'http://a/', speed, ...ladder },
      canvas,
    )

  test.each([
    [3600, 'up to 13 deliveries in 47 h 11 min; 1 h passes in 1 s\n'],
    [1e6, '1 h passes in 3.6 ms\n'],
    [36, '1 h passes in 100 s\n'],
    [6, '1 h passes in 10 min\n'],
    [1, 'in 47 h 11 min; in real time\n'],
  ])('tells how fast time passes at %d', (speed, text) => {
    expect(headOf(speed)).toContain('assigned → http://a/\n')
    expect(headOf(speed)).toContain(text)
  })
})

test('the line of a wait has the time of Wix and ours', () => {
  expect(waitingText(1500, 3600)).toBe('      next delivery in 1 h 30 min (2 s here)')
  expect(waitingText(60_000, 1)).toBe('      next delivery in 1 min')
})

test('only a first delivery that reached nothing needs a word on why it goes on', () => {
  const [first] = climbed(down).attempts
  expect(first && renderGoingOn(first, 80)).toContain('Wix would go on, and so does this')
  const [other] = climbed(refused(500)).attempts
  expect(other && renderGoingOn(other, 80)).toBe('')
})
