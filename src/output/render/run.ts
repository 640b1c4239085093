import type { Place } from '../../errors.js'
import type { Portable } from '../../platform/protocol.js'
import type { DataChange, Effect, LogEntry, RunResult, Warning } from '../../runner/result.js'
import type { RunHead } from '../../runner/runner.js'
import { terminalText } from '../terminal-text.js'
import type { Theme } from '../theme.js'
import { renderCodeFrame } from './code-frame.js'
import { effectText } from './effect.js'
import { renderHandlers } from './handlers.js'
import { clip, duration, pad, spread, visibleLength } from './layout.js'
import { subjectText } from './subject.js'
import { inlineValue } from './value.js'

/** How to render: colours and the width of the terminal. */
export interface Canvas {
  theme: Theme
  columns: number
}

/** The first lines of a run: which event goes to which handler, and whom it is about. */
export function renderHead(
  { event, handler, file, place, input }: RunHead,
  canvas: Canvas,
): string {
  const { theme, columns } = canvas
  const where = place ? `${place.file}:${place.line}` : file
  const title = `${theme.strong(event)} → ${theme.strong(handler)}`
  const line = spread(title, theme.dim(where), columns)
  return [
    // Paths of extensions are long; one that does not fit has a line of its own.
    visibleLength(line) > columns ? `${title}\n  ${theme.dim(where)}` : line,
    `  ${theme.dim(subjectText(input, event))}`,
    '',
    '',
  ].join('\n')
}

/** One log entry of the handler, as it comes. */
export function renderLog({ level, text, place }: LogEntry, file: string, canvas: Canvas): string {
  const { theme, columns } = canvas
  const label =
    level === 'error'
      ? theme.bad('error')
      : level === 'warn'
        ? theme.warn(' warn')
        : level.padStart(5)
  const [first = '', ...rest] = terminalText(text).split('\n')
  const lines = [
    spread(`  ${label}  ${first}`, theme.dim(placeText(place, file)), columns),
    ...rest.map((line) => `         ${line}`),
  ]
  return `${lines.join('\n')}\n`
}

/** All that follows the logs: effects, data changes, warnings, error, verdict. */
export function renderBody(result: RunResult, canvas: Canvas): string {
  const sections = [
    renderEffects(result, canvas),
    result.dataChanges.map((change) => renderChange(change, canvas)),
    renderFollowUps(result, canvas),
    renderHandlers(result, canvas),
    result.warnings.map((warning) => renderWarning(warning, result, canvas)),
    [result.error ? renderRunError(result, canvas) : renderVerdict(result, canvas)],
  ]
  const filled = sections.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'))
  const gap = result.logs.length > 0 && filled.length > 1 ? '\n' : ''
  return `${gap}${filled.join('\n\n')}\n`
}

function renderEffects({ effects, file }: RunResult, canvas: Canvas): string[] {
  const places = effects.map(({ place }) => placeText(place, file))
  const placeWidth = Math.max(4, ...places.map((place) => place.length))
  return effects.map((effect, index) => {
    const time = effect.outcome === 'pending' ? 'pending' : duration(effect.durationMs)
    return renderEffect(
      effect,
      index,
      `${time.padStart(7)}  ${pad(places[index] ?? '', placeWidth)}`,
      canvas,
    )
  })
}

function renderEffect(
  effect: Effect,
  index: number,
  right: string,
  { theme, columns }: Canvas,
): string {
  const { call, answer } = effectText(effect)
  const number = String(index + 1).padStart(3)
  const label = pad(effect.module, 8)
  const room = Math.max(30, columns - number.length - label.length - right.length - 6)
  const tail = answer === '' ? '' : clip(`  → ${terminalText(answer)}`, Math.floor(room / 2))
  const text = clip(terminalText(call), room - tail.length) + tail
  const tinted = effect.outcome === 'rejected' ? theme.bad(text) : text
  return spread(
    `${theme.dim(number)}  ${theme.accent(label)}  ${tinted}`,
    theme.dim(right),
    columns,
  )
}

/** What became of an item of a collection. */
export function renderChange(
  { collection, kind, before, after }: DataChange,
  { theme, columns }: Canvas,
): string {
  const room = Math.max(30, columns - collection.length - 6)
  const name = theme.strong(terminalText(collection))
  if (kind === 'insert')
    return `  ${name}  ${theme.good(clip(`+ ${inlineValue(withoutDates(after))}`, room))}`
  if (kind === 'remove')
    return `  ${name}  ${theme.bad(clip(`- ${inlineValue(withoutDates(before))}`, room))}`
  return `  ${name}  ${theme.warn(clip(`~ ${changedFields(before, after)}`, room))}`
}

/** The dates that Wix sets on every item say nothing about the handler. */
export function withoutDates(item: Portable): Portable {
  if (!isRecord(item)) return item
  const { _createdDate, _updatedDate, ...rest } = item
  return rest
}

function changedFields(before: Portable, after: Portable): string {
  if (!isRecord(before) || !isRecord(after)) return inlineValue(after)
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changes = keys
    .filter(
      (key) => key !== '_updatedDate' && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    )
    .map((key) => `${key}: ${fieldText(before[key])} → ${fieldText(after[key])}`)
  return `${inlineValue(after._id ?? null)}  ${changes.length > 0 ? changes.join(', ') : 'no field changed'}`
}

function fieldText(value: Portable | undefined): string {
  return value === undefined ? 'none' : inlineValue(value)
}

function renderFollowUps({ fires, file }: RunResult, { theme, columns }: Canvas): string[] {
  return fires.map(({ event, input, place }) => {
    const text = `  Wix would send ${theme.strong(event)}  ${subjectText(input, event)}`
    return spread(text, theme.dim(placeText(place, file)), columns)
  })
}

function renderWarning(
  { message, place, effect }: Warning,
  { file, effects }: RunResult,
  { theme, columns }: Canvas,
): string {
  const text = effect === undefined ? message : numbered(message, effect, effects[effect])
  return spread(
    `${theme.warn('!')} ${terminalText(text)}`,
    theme.dim(placeText(place, file)),
    columns,
  )
}

/** The number says which call is meant, so its name need not be repeated. */
function numbered(message: string, index: number, effect: Effect | undefined): string {
  const name = effect ? `${effect.module} ${effect.method}` : ''
  return message.startsWith(name) ? `${index + 1}${message.slice(name.length)}` : message
}

/** How a run failed: what, where, the code around it, and what to do. */
export function renderRunError(result: RunResult, { theme }: Canvas): string {
  const { error } = result
  if (!error) return ''
  const { name, message, place, frame, stack, hint, cause } = error
  const isOurs = [
    'time-limit',
    'never-settles',
    'process-exit',
    'out-of-memory',
    'worker-died',
    'no-handler',
  ].includes(error.kind)
  const code =
    error.code === undefined || message.includes(String(error.code)) ? '' : ` (${error.code})`
  const text = isOurs ? message : `${name}: ${message}${code}`
  const lines = [`${theme.bad(`✗ ${statusText(result)}`)}  ${terminalText(text)}`]
  if (place) lines.push(`  ${theme.dim('at')} ${place.file}:${place.line}:${place.column}`)
  if (frame && frame.lines.length > 0) lines.push(renderCodeFrame(frame, theme))
  for (const caller of stack.slice(1, 5)) {
    const name = caller.function === null ? '' : `${caller.function} `
    lines.push(theme.dim(`  called by ${name}${caller.file}:${caller.line}:${caller.column}`))
  }
  if (cause)
    lines.push(`  ${theme.dim('caused by')} ${terminalText(`${cause.name}: ${cause.message}`)}`)
  if (hint) lines.push(`${theme.accent('hint:')} ${terminalText(hint)}`)
  return lines.join('\n')
}

function statusText({ status, durationMs }: RunResult): string {
  if (status === 'no-handler') return 'no handler'
  const words = status === 'timed-out' ? 'timed out' : status
  return durationMs > 0 ? `${words} in ${duration(durationMs)}` : words
}

function renderVerdict(
  { durationMs, cpuMs, returned, warnings }: RunResult,
  { theme, columns }: Canvas,
): string {
  const count =
    warnings.length === 0
      ? ''
      : theme.warn(`  ${warnings.length} warning${warnings.length === 1 ? '' : 's'}`)
  const verdict = `${theme.good(`✓ passed in ${duration(durationMs)}`)}${theme.dim(` (CPU ${duration(cpuMs)})`)}${count}`
  if (returned === null) return verdict
  const label = '  returned '
  const room = Math.max(10, columns - visibleLength(verdict) - label.length)
  return verdict + theme.dim(label + clip(inlineValue(returned), room))
}

/** `:12` in the handlers' own file, else the file too. */
function placeText(place: Place | null, file: string): string {
  if (!place) return ''
  return place.file === file ? `:${place.line}` : `${place.file.split('/').at(-1)}:${place.line}`
}

function isRecord(value: Portable): value is { [key: string]: Portable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
