import type { Effect } from '../../runner/result.js'

const maxEffects = 20
const maxTextLength = 100

/** The calls of a run, a line for each, for the message of a matcher. */
export function describeEffects(effects: readonly Effect[]): string {
  if (effects.length === 0) return 'No Wix module was called.'
  const lines = effects.slice(0, maxEffects).map(describeEffect)
  const rest = effects.length - lines.length
  return ['What was called:', ...lines, ...(rest > 0 ? [`  … and ${rest} more`] : [])].join('\n')
}

function describeEffect({ module, method, args, outcome, place }: Effect, index: number): string {
  const where = place ? `  ${place.file}:${place.line}` : ''
  const failed = outcome === 'resolved' ? '' : `  ${outcome}`
  return `  ${index + 1}  ${module} ${method} ${shorten(args.map(toText).join(' '))}${failed}${where}`
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function shorten(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength - 1)}…` : text
}
