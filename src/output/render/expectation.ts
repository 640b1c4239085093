import type { ExpectationOutcome } from '../../commands/expectation.js'
import type { Change, ChangedParts, RunDeviation } from '../../expectation/compare.js'
import type { ListDeviation } from '../../expectation/compare-lists.js'
import type {
  ExpectedChange,
  ExpectedEffect,
  ExpectedError,
  ExpectedFollowUp,
} from '../../expectation/document.js'
import type { FieldDeviation } from '../../expectation/fields.js'
import type { Portable } from '../../platform/protocol.js'
import { terminalText } from '../terminal-text.js'
import { effectText } from './effect.js'
import { clip, plural } from './layout.js'
import type { Canvas } from './run.js'
import { inlineValue } from './value.js'

/** Whether the runs did as expected, and what they did otherwise. */
export function renderExpectation(outcome: ExpectationOutcome, canvas: Canvas): string {
  const { status, file, deviations } = outcome
  const { theme } = canvas
  const name = terminalText(file)
  const count = plural(deviations.length, 'run')
  const verdicts: Record<ExpectationOutcome['status'], string> = {
    met: theme.good(`✓ as expected by ${name}`),
    differs: theme.bad(`✗ otherwise than expected by ${name}`),
    missing: theme.bad(`✗ there is no ${name} yet; --update writes it`),
    created: `wrote ${name}`,
    updated: `wrote ${name}, ${count} changed`,
    unchanged: `${name} is up to date`,
  }
  return `${[verdicts[status], ...renderDeviations(deviations, canvas)].join('\n')}\n`
}

/** What is otherwise, run by run: `-` was expected and is gone, `+` is new, `~` is the same with other fields. */
export function renderDeviations(deviations: readonly RunDeviation[], canvas: Canvas): string[] {
  return deviations.flatMap((deviation) => {
    const { event, handler } = deviation
    const subject = `${event} → ${handler}`
    if (deviation.difference === 'missing') {
      return [line(canvas, '-', `the run ${subject}`)]
    }
    if (deviation.difference === 'added') {
      return [line(canvas, '+', `the run ${subject}, ${deviation.status}`)]
    }
    return [`  ${canvas.theme.strong(terminalText(subject))}`, ...renderParts(deviation, canvas)]
  })
}

function renderParts(parts: ChangedParts, canvas: Canvas): string[] {
  const { status, error, effects, dataChanges, fires, warnings } = parts
  return [
    ...renderStatus(status, canvas),
    ...renderError(error, canvas),
    ...effects.flatMap((one) => renderItem(one, effectLine, canvas)),
    ...dataChanges.flatMap((one) => renderItem(one, changeLine, canvas)),
    ...fires.flatMap((one) => renderItem(one, followUpLine, canvas)),
    ...warnings.flatMap((one) => renderItem(one, (code) => `warning  ${code}`, canvas)),
  ]
}

function renderStatus(status: Change<string> | null, canvas: Canvas): string[] {
  if (!status) return []
  return [line(canvas, '-', status.expected), line(canvas, '+', status.actual)]
}

function renderError(error: Change<ExpectedError | null> | null, canvas: Canvas): string[] {
  if (!error) return []
  const { expected, actual } = error
  return [
    ...(expected ? [line(canvas, '-', errorText(expected))] : []),
    ...(actual ? [line(canvas, '+', errorText(actual))] : []),
  ]
}

function errorText({ kind, name, message }: ExpectedError): string {
  return `${name}: ${message} (${kind})`
}

function renderItem<T>(
  deviation: ListDeviation<T>,
  textOf: (item: T) => string,
  canvas: Canvas,
): string[] {
  if (deviation.difference === 'missing') return [line(canvas, '-', textOf(deviation.expected))]
  if (deviation.difference === 'added') return [line(canvas, '+', textOf(deviation.actual))]
  if (deviation.difference === 'moved') {
    const { actual, expectedIndex, actualIndex } = deviation
    const where = actualIndex < expectedIndex ? 'earlier' : 'later'
    return [line(canvas, '~', `${textOf(actual)}  ${where} than expected`)]
  }
  return [
    line(canvas, '~', textOf(deviation.actual)),
    ...deviation.fields.flatMap((field) => renderField(field, canvas)),
  ]
}

function renderField({ path, expected, actual }: FieldDeviation, canvas: Canvas): string[] {
  const before = expected === undefined ? 'none' : inlineValue(expected)
  const after = actual === undefined ? 'none' : inlineValue(actual)
  const { theme, columns } = canvas
  const name = terminalText(path)
  const room = columns - name.length - before.length - after.length - 15
  if (room >= 0) {
    return [`        ${theme.dim(`${name}:`)} ${theme.bad(before)} → ${theme.good(after)}`]
  }
  return [
    `        ${theme.dim(`${name}:`)}`,
    `          ${theme.bad(clip(`- ${before}`, columns - 10))}`,
    `          ${theme.good(clip(`+ ${after}`, columns - 10))}`,
  ]
}

function line({ theme, columns }: Canvas, sign: '-' | '+' | '~', text: string): string {
  const tint = { '-': theme.bad, '+': theme.good, '~': theme.warn }[sign]
  return tint(clip(`    ${sign} ${terminalText(text).replaceAll('\n', ' ')}`, columns))
}

function effectLine(effect: ExpectedEffect): string {
  const { module, outcome, afterReturn } = effect
  const { call } = effectText({
    ...effect,
    result: null,
    startedMs: 0,
    durationMs: 0,
    place: null,
  })
  const marks = [
    ...(outcome === 'resolved' ? [] : [outcome]),
    ...(afterReturn ? ['after the handler returned'] : []),
  ]
  return [`${module}  ${call}`, ...marks].join('  ')
}

function changeLine({ collection, kind, id, before, after }: ExpectedChange): string {
  const values: Record<ExpectedChange['kind'], string> = {
    insert: inlineValue(after),
    remove: inlineValue(before),
    update: `${inlineValue(id)} ${inlineValue(after)}`,
  }
  return `${collection}  ${kind} ${values[kind] ?? ''}`
}

function followUpLine({ event, input }: ExpectedFollowUp): string {
  return `Wix would send ${event}  ${inlineValue(subjectOf(input))}`
}

/** Of a whole event, what it is about. */
function subjectOf(input: Portable): Portable {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input ?? null
  return input.data ?? input.entity ?? null
}
