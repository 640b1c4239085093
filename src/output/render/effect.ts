import type { Portable } from '../../platform/protocol.js'
import type { Effect } from '../../runner/result.js'
import { inlineValue, shortIds } from './value.js'

export interface EffectText {
  /** What was asked: `query BadgeLog  memberId = ff20c02e…`. */
  call: string
  /** What came back: `2 items`; empty when that says nothing. */
  answer: string
}

type Formatter = (effect: Effect) => EffectText

/** How the calls of a module read best; a module without an entry shows its arguments. */
const formatters: Record<string, Formatter> = {
  'wix-data': dataText,
  'wix-fetch': fetchText,
  fetch: fetchText,
}

/** One call in words. */
export function effectText(effect: Effect): EffectText {
  const text = (formatters[effect.module] ?? callText)(effect)
  return effect.outcome === 'rejected' ? { ...text, answer: failureText(effect.result) } : text
}

function callText({ method, args, result, outcome }: Effect): EffectText {
  return {
    call: `${method}(${args.map((arg) => inlineValue(arg)).join(', ')})`,
    answer: outcome === 'pending' || result === null ? '' : inlineValue(result),
  }
}

function dataText(effect: Effect): EffectText {
  const [collection, ...rest] = effect.args
  const name = shortIds(String(collection ?? ''))
  const { method } = effect
  if (method.startsWith('query')) {
    const verb = method === 'query.find' ? 'query' : method.slice('query.'.length)
    return { call: `${verb} ${name}${queryText(rest[0])}`, answer: queryAnswer(effect) }
  }
  const [subject] = rest
  const isWrite = isRecord(subject)
  return {
    call: `${method} ${name} ${isWrite ? `{${Object.keys(subject).join(', ')}}` : inlineValue(subject ?? null)}`,
    answer: method === 'get' || effect.outcome === 'pending' ? getAnswer(effect) : '',
  }
}

function getAnswer({ method, result }: Effect): string {
  return method === 'get' ? (result === null ? 'null' : inlineValue(result)) : ''
}

function queryText(query: Portable | undefined): string {
  if (!isRecord(query)) return ''
  const { filter, limit, skip } = query
  const parts = [
    isRecord(filter) ? withoutOuterBrackets(filterText(filter)) : '',
    limit === undefined ? '' : `limit ${limit}`,
    skip === undefined ? '' : `skip ${skip}`,
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : `  ${parts.join('  ')}`
}

const operators: Record<string, string> = {
  $eq: '=',
  $ne: '≠',
  $gt: '>',
  $gte: '≥',
  $ge: '≥',
  $lt: '<',
  $lte: '≤',
  $le: '≤',
}

function filterText(filter: { [key: string]: Portable }): string {
  return Object.entries(filter)
    .map(([field, condition]) => {
      if (field === '$and' || field === '$or') return groupText(field, condition)
      if (!isRecord(condition)) return `${field} = ${inlineValue(condition)}`
      return Object.entries(condition)
        .map(([operator, value]) => {
          const sign = operators[operator] ?? operator.replace('$', '')
          return `${field} ${sign} ${inlineValue(value)}`
        })
        .join(' and ')
    })
    .join(' and ')
}

function withoutOuterBrackets(text: string): string {
  const inner = /^\(([^()]*)\)$/.exec(text)?.[1]
  return inner ?? text
}

function groupText(kind: '$and' | '$or', parts: Portable): string {
  const texts = Array.isArray(parts)
    ? parts.map((part) => (isRecord(part) ? filterText(part) : inlineValue(part)))
    : []
  return `(${texts.join(kind === '$and' ? ' and ' : ' or ')})`
}

function queryAnswer({ method, result, outcome }: Effect): string {
  if (outcome === 'pending') return ''
  if (method === 'query.count') return inlineValue(result)
  if (!isRecord(result)) return ''
  const { length, totalCount } = result
  const items = `${length} ${length === 1 ? 'item' : 'items'}`
  return totalCount === undefined || totalCount === length ? items : `${items} of ${totalCount}`
}

function fetchText({ method, args, result, outcome }: Effect): EffectText {
  const [url, options] = args
  const verb = isRecord(options) && typeof options.method === 'string' ? options.method : 'GET'
  const name = method === 'getJSON' ? 'getJSON' : verb.toUpperCase()
  return {
    call: `${name} ${typeof url === 'string' ? shortIds(url) : inlineValue(url ?? null)}`,
    answer: outcome === 'pending' ? '' : fetchAnswer(result),
  }
}

function fetchAnswer(result: Portable): string {
  if (!isRecord(result)) return inlineValue(result)
  if (result.sent === true) return `${result.status}`
  // What the body was is the site's own file for one, and `{}` for the other.
  return result.canned === true ? `not sent, ${result.status}` : `not sent, ${result.status} {}`
}

function failureText(result: Portable): string {
  if (!isRecord(result)) return inlineValue(result)
  return `rejected: ${typeof result.message === 'string' ? shortIds(result.message) : inlineValue(result)}`
}

function isRecord(value: Portable | undefined): value is { [key: string]: Portable } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
