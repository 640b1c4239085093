import type {
  FuzzReport,
  ReportedDifference,
  ReportedFailure,
  SearchedHandler,
} from '../../commands/fuzz-report.js'
import type { Side } from '../../fuzz/failure.js'
import type { Portable } from '../../platform/protocol.js'
import { terminalText } from '../terminal-text.js'
import { clip, duration, pad, plural, spread, visibleLength } from './layout.js'
import { type Canvas, renderRunError } from './run.js'
import { inlineValue } from './value.js'

/** What a search of events found: each way to fail, with the smallest event of it, then the count. */
export function renderFuzz(report: FuzzReport, canvas: Canvas): string {
  const { handlers, failures } = report
  const heads = handlers.map((handler) => renderHandler(handler, canvas))
  const bodies = failures.map((failure, index) => renderFailure(failure, index + 1, report, canvas))
  return `${[heads.join('\n'), ...bodies, renderVerdict(report, canvas)].filter(Boolean).join('\n\n')}\n`
}

function renderHandler({ event, handler, file, place }: SearchedHandler, canvas: Canvas): string {
  const { theme, columns } = canvas
  const where = place ? `${place.file}:${place.line}` : file
  return spread(`${theme.strong(event)} → ${theme.strong(handler)}`, theme.dim(where), columns)
}

function renderFailure(
  failure: ReportedFailure,
  number: number,
  { handlers }: FuzzReport,
  canvas: Canvas,
): string {
  const { theme } = canvas
  const { differences, result, handler, alsoAt, fixture, next } = failure
  const changes =
    differences.length > 0
      ? renderDifferences(differences, canvas)
      : result.status === 'no-handler'
        ? []
        : ['the fixture as it is']
  const lines = [
    ...changes.map((line, index) => `${index === 0 ? theme.strong(`${number}`) : ' '}  ${line}`),
    ...(handlers.length > 1 ? [theme.dim(`   in ${handler}`)] : []),
    ...(alsoAt.length > 0 ? [theme.dim(`   the same with another ${listed(alsoAt)}`)] : []),
    renderRunError(result, canvas),
    ...repeatLines(failure, canvas),
    ...(fixture === null ? [] : [`${theme.dim('saved')}  ${terminalText(fixture)}`]),
    ...(next === null ? [] : [`${theme.dim('next')}   ${terminalText(next)}`]),
  ]
  return lines.join('\n')
}

function renderDifferences(differences: readonly ReportedDifference[], canvas: Canvas): string[] {
  const { theme, columns } = canvas
  const width = Math.max(...differences.map(({ path }) => terminalText(path).length))
  return differences.map(({ path, before, after }) => {
    const room = Math.max(30, columns - width - 15)
    const now = sideText(after, before.status === 'absent' ? room : Math.ceil(room / 2))
    const was =
      before.status === 'absent'
        ? 'absent'
        : clip(inlineValue(before.value as Portable), Math.max(12, room - visibleLength(now)))
    return `${theme.accent(pad(terminalText(path), width))}  ${now}  ${theme.dim(`(was ${was})`)}`
  })
}

/** A long text is told by its length: it is that which matters. */
function sideText(side: Side, columns: number): string {
  if (side.status === 'absent') return 'absent'
  const { value } = side
  if (typeof value === 'string' && value.length > 20) {
    const [first = ''] = value
    if (value === first.repeat(value.length / first.length)) {
      return `${value.length / first.length} × ${inlineValue(first)}`
    }
    const length = ` ${plural(value.length, 'character')}`
    const text = inlineValue(value)
    if (text.length > columns) return clip(text, Math.max(8, columns - length.length)) + length
  }
  // What stands in an event came out of JSON.
  return clip(inlineValue(value as Portable), columns)
}

const mostListed = 4

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, mostListed).map(terminalText)
  const rest = paths.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(' or ')
}

function repeatLines({ repeats }: ReportedFailure, { theme }: Canvas): string[] {
  const text = {
    alone: null,
    twice:
      'It passes the first time and fails the second: the code keeps something at module level.',
    'after-fixture':
      'It fails only after another event, here the fixture: the code keeps something at module level.',
    'not-seen-again':
      'It passes when all is loaded anew: it depends on what came before, or on chance.',
    unchecked: 'Nobody looked whether it fails again: the search was stopped.',
  }[repeats]
  return text === null ? [] : [`${theme.warn('!')} ${text}`]
}

function renderVerdict(
  { handlers, failures, tried, durationMs, again }: FuzzReport,
  { theme }: Canvas,
): string {
  if (handlers.length === 0) return ''
  const verdict =
    failures.length === 0
      ? theme.good(`✓ no failure in ${plural(tried, 'event')}`)
      : theme.bad(`✗ ${plural(failures.length, 'failure')} in ${plural(tried, 'event')}`)
  const why = [...new Set(handlers.map(({ stopped }) => stoppedText(stopped)))].filter(Boolean)
  const places = [...new Set(handlers.flatMap(({ leftOut }) => leftOut))]
  const stopped = why.length > 0 ? theme.warn(`  ${why.join(', ')}`) : ''
  return [
    `${verdict}${theme.dim(`, ${duration(durationMs)}`)}${stopped}`,
    ...(places.length > 0
      ? [`${theme.warn('!')} not tried to the end, because it hangs: ${listed(places)}`]
      : []),
    `${theme.dim('again')}  ${terminalText(again)}`,
  ].join('\n')
}

function stoppedText(stopped: SearchedHandler['stopped']): string {
  switch (stopped) {
    case 'interrupted':
      return 'stopped before the end'
    case 'failures':
      return 'stopped: mend these first'
    default:
      return ''
  }
}
