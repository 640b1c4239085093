import type { ExpectationOutcome } from '../../commands/expectation.js'
import type { AllSummary, PairOutcome } from '../../commands/simulate-all.js'
import type { Pair } from '../../simulation/pairs.js'
import { terminalText } from '../terminal-text.js'
import { renderExpectation } from './expectation.js'
import { clip, duration, pad, plural, visibleLength } from './layout.js'
import { type Canvas, renderLog, renderRunError } from './run.js'

/** The table of all runs, line by line. */
export interface AllTable {
  head(): string
  row(outcome: PairOutcome): string
}

const figures = ['time', 'effects', 'changes', 'warnings'] as const
const figureWidths = [7, 7, 7, 8]
const resultWidth = 'timed out'.length
const leastFixture = 8

export function createAllTable(pairs: readonly Pair[], { theme, columns }: Canvas): AllTable {
  const handlerWidth = Math.max(7, ...pairs.map(({ handler }) => handler.name.length))
  const fixtureWidth = Math.max(7, ...pairs.map((pair) => visibleLength(fixtureText(pair))))
  const fixed = 2 + handlerWidth + 2 + 1 + figureWidths.reduce((sum, width) => sum + width + 1, 0)
  // The sign before a line says it too, where there is no room for the word.
  const hasResult = columns >= fixed + fixtureWidth + resultWidth + 2
  const room = Math.max(leastFixture, columns - fixed - (hasResult ? resultWidth + 2 : 0))
  const line = (sign: string, cells: string[], result: string, numbers: string[]): string => {
    const [handler = '', fixture = ''] = cells
    const parts = [
      `${sign} ${pad(handler, handlerWidth)}`,
      pad(clip(fixture, room), Math.min(room, fixtureWidth)),
      ...(hasResult ? [pad(result, resultWidth)] : []),
    ]
    const right = numbers.map((text, index) => ` ${text.padStart(figureWidths[index] ?? 0)}`)
    return `${parts.join('  ')} ${right.join('')}`.trimEnd()
  }
  return {
    head: () => `${theme.dim(line(' ', ['handler', 'fixture'], 'result', [...figures]))}\n`,
    row(outcome) {
      const { pair, hasFailed } = outcome
      const sign = hasFailed ? theme.bad('✗') : theme.good('✓')
      const cells = [pair.handler.name, fixtureText(pair)].map(terminalText)
      return `${line(sign, cells, resultText(outcome), numbersOf(outcome))}\n`
    },
  }
}

function fixtureText({ name, path }: Pair): string {
  return path === null ? '(built-in)' : name
}

function resultText(outcome: PairOutcome): string {
  if (outcome.status === 'invalid') return 'invalid'
  const { result, expectation } = outcome
  if (expectation) return expectationWords[expectation.status]
  return result.status === 'timed-out' ? 'timed out' : result.status
}

const expectationWords: Record<ExpectationOutcome['status'], string> = {
  met: 'expected',
  differs: 'differs',
  missing: 'no file',
  created: 'written',
  updated: 'written',
  unchanged: 'expected',
}

function numbersOf(outcome: PairOutcome): string[] {
  if (outcome.status === 'invalid') return []
  const { durationMs, effects, dataChanges, warnings } = outcome.result
  const counts = [effects, dataChanges, warnings].map(({ length }) => String(length))
  return [duration(durationMs), ...counts]
}

/** All that follows the table: each failure, what was not run, and the sum. */
export function renderAllEnd(summary: AllSummary, canvas: Canvas): string {
  const { outcomes, unpaired, stale } = summary
  const { theme } = canvas
  const nameWidth = Math.max(0, ...unpaired.map(({ name }) => visibleLength(name)))
  const notRun = unpaired.map(({ name, reason, isBroken }) => {
    const text = terminalText(reason)
    return `  ${pad(terminalText(name), nameWidth)}  ${isBroken ? theme.bad(text) : theme.dim(text)}`
  })
  const sections = [
    ...outcomes.flatMap((outcome) => {
      const text = renderOutcome(outcome, canvas)
      return text === '' ? [] : [text]
    }),
    ...(notRun.length === 0 ? [] : [[theme.warn('not run'), ...notRun].join('\n')]),
    ...(stale.length === 0 ? [] : [staleText(stale, canvas)]),
    verdict(summary, canvas),
  ]
  const gap = outcomes.length > 0 ? '\n' : ''
  return `${gap}${sections.join('\n\n')}\n`
}

/** What there is to say of one run beyond its line; empty when there is nothing. */
function renderOutcome(outcome: PairOutcome, canvas: Canvas): string {
  const { pair, hasFailed } = outcome
  const { theme } = canvas
  const isWritten = outcome.status === 'ran' && (outcome.expectation?.deviations.length ?? 0) > 0
  if (!hasFailed && !isWritten) return ''
  const title = theme.strong(terminalText(`${pair.handler.name}  ${fixtureText(pair)}`))
  if (outcome.status === 'invalid') {
    const { message, hint } = outcome.error
    const text = `${theme.bad('✗ invalid')}  ${terminalText(message)}`
    return [title, text, ...(hint ? [`${theme.accent('hint:')} ${terminalText(hint)}`] : [])].join(
      '\n',
    )
  }
  const { result, expectation } = outcome
  const lines = [
    title,
    ...result.logs.map((log) => renderLog(log, result.file, canvas).trimEnd()),
    ...(result.error ? [renderRunError(result, canvas)] : []),
    ...(expectation ? [renderExpectation(expectation, canvas).trimEnd()] : []),
  ]
  return lines.join('\n')
}

function staleText(stale: readonly string[], { theme }: Canvas): string {
  const files = stale.map((file) => `  ${terminalText(file)}`)
  return [theme.warn('expected of no run any more; delete what is not needed'), ...files].join('\n')
}

function verdict(summary: AllSummary, { theme }: Canvas): string {
  const { outcomes, unpaired, file, totalMs } = summary
  if (outcomes.length === 0) {
    return theme.bad(`✗ nothing to run: ${terminalText(file)} exports no handler of a known event`)
  }
  const failed = outcomes.filter(({ hasFailed }) => hasFailed).length
  const broken = unpaired.filter(({ isBroken }) => isBroken).length
  const count = plural(outcomes.length, 'run')
  const problems = [
    ...(failed > 0 ? [`${failed} of ${count} failed`] : []),
    ...(broken > 0 ? [`${plural(broken, 'fixture')} cannot be read`] : []),
  ]
  const text =
    problems.length > 0
      ? theme.bad(`✗ ${problems.join(', ')}`)
      : theme.good(`✓ ${count}, ${praise(outcomes)}`)
  const left = unpaired.length - broken
  const notRun = left > 0 ? theme.warn(`, ${left} not run`) : ''
  return `${text}${notRun}${theme.dim(` in ${duration(totalMs)}`)}`
}

function praise(outcomes: readonly PairOutcome[]): string {
  const statuses = outcomes.flatMap((one) => (one.status === 'ran' ? (one.expectation ?? []) : []))
  const [first] = statuses
  if (!first) return 'all passed'
  if (first.status === 'met') return 'all as expected'
  const written = statuses.filter(({ status }) => status !== 'unchanged').length
  return `${plural(written, 'file')} written, ${statuses.length - written} up to date`
}
