import type { RunResult } from '../runner/result.js'
import { assertionsOf, type RunPair } from './assertions.js'
import { createEventValues, type EventValues } from './event-values.js'
import { printText } from './print.js'
import { rejectionOf } from './rejection.js'

/** What a test is about. */
export interface TestedCase {
  /** Name of the fixture, as `createEvent` takes it. */
  fixture: string
  handler: string
  /** What the test imports the handler from: `backend/events.js`. */
  importPath: string
}

/** A test file, or why there can be none. */
export type TestFile =
  | { status: 'written'; text: string }
  | { status: 'untestable'; reason: string }

/**
 * Writes a test that delivers a fixture to its handler and expects what the handler did with it. Values
 * that are other ones in the second run are expected by their type alone. A run that failed becomes a
 * test of that failure.
 */
export function renderTestFile(tested: TestedCase, pair: RunPair): TestFile {
  const { run, again } = pair
  if (run.status === 'passed') return written(passingTest(tested, pair))
  const rejection = run.error ? rejectionOf(run.error, again.error, valuesOf(run)) : null
  if (rejection !== null) return written(failingTest(tested, pair, rejection))
  return { status: 'untestable', reason: reasonOf(run) }
}

/** The same for a handler that is not there yet, or was not run: what it has to do is left to be written. */
export function renderEmptyTest(tested: TestedCase): string {
  return file(tested, { vitest: ['test'], ours: ['createEvent'] }, [
    ...delivery(tested),
    '',
    '  // What should it have done by now? With expect of vitest and world of badge-events/vitest:',
    "  // expect(world).toHaveInserted('BadgeLog', { memberId: event.data.memberId })",
  ])
}

function passingTest(tested: TestedCase, pair: RunPair): string {
  // What outlives the handler is not done when its promise is.
  const isLate = pair.run.effects.some(({ afterReturn }) => afterReturn)
  const lines = assertionsOf(pair, valuesOf(pair.run), isLate ? 4 : 2)
  const expectations = isLate
    ? [
        '  // Some calls are still running when the handler returns; on Wix they may be lost.',
        '  await vi.waitFor(() => {',
        ...lines,
        '  })',
      ]
    : lines
  const code = expectations.join('\n')
  const ours = ['effects', 'world'].filter((name) => code.includes(`(${name}`))
  const usesVi = isLate || pair.at !== null
  const vitest = [...(lines.length > 0 ? ['expect'] : []), 'test', ...(usesVi ? ['vi'] : [])]
  const body = [
    ...clock(pair.at),
    ...delivery(tested),
    ...(lines.length > 0 ? ['', ...expectations] : []),
  ]
  return file(tested, { vitest, ours: ['createEvent', ...ours] }, body)
}

function failingTest(tested: TestedCase, { at }: RunPair, rejection: string): string {
  const vitest = ['expect', 'test', ...(at ? ['vi'] : [])]
  return file(tested, { vitest, ours: ['createEvent'] }, [
    ...clock(at),
    '  // This is what the handler did when the test was written. Mend it, then say here what it should do.',
    `  const event = ${eventCode(tested)}`,
    `  const deliver = async () => ${tested.handler}(event)`,
    `  await expect(deliver)${rejection}`,
  ])
}

function valuesOf({ input }: RunResult): EventValues {
  return input ? createEventValues(input) : (text) => text
}

/** Lets the handler believe that it is the time of its run. */
function clock(at: Date | null): string[] {
  if (at === null) return []
  return [
    '  // What the handler does depends on the time, so it is that of the run.',
    `  vi.setSystemTime('${at.toISOString()}')`,
  ]
}

function delivery(tested: TestedCase): string[] {
  return [`  const event = ${eventCode(tested)}`, `  await ${tested.handler}(event)`]
}

function eventCode({ fixture }: TestedCase): string {
  return `createEvent(${printText(fixture)}, { asIs: true })`
}

interface Imported {
  vitest: readonly string[]
  ours: readonly string[]
}

function file(
  { fixture, handler, importPath }: TestedCase,
  { vitest, ours }: Imported,
  body: readonly string[],
): string {
  return [
    '// Written by badge-events. It is yours: edit it as you like.',
    `import { ${vitest.join(', ')} } from 'vitest'`,
    `import { ${ours.join(', ')} } from 'badge-events/vitest'`,
    `import { ${handler} } from ${printText(importPath)}`,
    '',
    `test(${printText(`${handler}: ${fixture}`)}, async () => {`,
    ...body,
    '})',
    '',
  ].join('\n')
}

function written(text: string): TestFile {
  return { status: 'written', text }
}

function reasonOf({ status, error }: RunResult): string {
  if (status === 'timed-out') return 'a handler that does not end would keep its test from ending'
  if (status === 'crashed') return 'what ends the process would end its tests too'
  return error?.kind === 'threw-on-load'
    ? 'a file that fails while it is loaded fails before its tests begin'
    : 'a promise that is rejected and awaited by nobody fails the tests around it'
}
