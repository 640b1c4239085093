import type { Attempt } from '../../delivery/ladder/climb.js'
import type { SentResult } from '../../delivery/send/send.js'
import { duration } from './layout.js'

type SentAttempt = Attempt<SentResult>

/** The answer to one delivery in a few words, and the first line of what the server said. */
export function resultText(result: SentResult): string {
  const said = firstLine('responseText' in result ? result.responseText : undefined)
  const more = said === '' ? '' : `  ${said}`
  switch (result.status) {
    case 'accepted':
    case 'refused':
      return `${result.httpStatus}${more}`
    case 'too-late':
      return result.httpStatus === undefined ? 'no answer' : `${result.httpStatus}, too late${more}`
    case 'unreachable':
      return result.reason
  }
}

/** What is wrong with an endpoint that accepted none: the one thing, or that there are several. */
export function causeText(attempts: readonly SentAttempt[]): string {
  const causes = new Set(attempts.map(({ result }) => kindOf(result)))
  const [cause = ''] = causes
  if (causes.size > 1) return 'your endpoint never answered 200 within 1,250 ms'
  if (cause !== late) return cause
  const times = attempts.map(({ result }) => result.durationMs)
  const [least, most] = [duration(Math.min(...times)), duration(Math.max(...times))]
  return `your endpoint took ${least === most ? least : `${least} to ${most}`}`
}

const late = 'late'

function kindOf(result: SentResult): string {
  switch (result.status) {
    case 'accepted':
      return ''
    case 'refused':
      return `your endpoint answered ${result.httpStatus}`
    case 'too-late':
      return result.httpStatus === undefined
        ? `your endpoint gave no answer in ${duration(result.durationMs)}`
        : late
    case 'unreachable':
      return result.reason
  }
}

/** What follows when none was accepted. An endpoint that took one to be well has the event all the same. */
export function afterwardsText(attempts: readonly SentAttempt[]): string {
  const end = 'No delivery after that is documented'
  if (attempts.some(({ result }) => isGoodAnswer(result))) return `${end}.`
  return `${end}: your endpoint misses the event, unless it asks Wix for the data.`
}

/**
 * That the endpoint handled the event more than once: it took a delivery to have gone well which Wix
 * does not count. Empty when there is no such delivery, or none came after it.
 */
export function uncountedText(attempts: readonly SentAttempt[]): string {
  const uncounted = attempts.filter(({ result }) => isGoodAnswer(result))
  const [first] = uncounted
  if (first === undefined || first.nextMs === null) return ''
  const what = `${deliveriesText(uncounted, first)} answered ${answersText(uncounted)}`
  const [it, again] = uncounted.length === 1 ? ['that', 'again'] : ['them', 'again and again']
  return `${what}. Wix does not count ${it}, so your endpoint handles the same event ${again}. The event id stays the same: by it your code can tell.`
}

/** Answers that a server gives when all is well. */
function isGoodAnswer(result: SentResult): boolean {
  const status = statusOf(result)
  return result.status !== 'accepted' && status >= 200 && status < 300
}

function deliveriesText({ length }: readonly SentAttempt[], { number }: SentAttempt): string {
  if (length > 1) return `${length} deliveries were`
  return number === 1 ? 'The first delivery was' : `Delivery ${number} was`
}

function answersText(attempts: readonly SentAttempt[]): string {
  const results = attempts.map(({ result }) => result)
  const statuses = [...new Set(results.map(statusOf))].join(' or ')
  if (results.some(({ status }) => status !== 'too-late')) return statuses
  const [{ durationMs } = { durationMs: 0 }] = results
  return `${statuses}, but ${results.length === 1 ? `after ${duration(durationMs)}` : 'too late'}`
}

function statusOf(result: SentResult): number {
  return 'httpStatus' in result ? (result.httpStatus ?? 0) : 0
}

function firstLine(text = ''): string {
  return text.trim().split(/\r?\n/, 1)[0]?.trim() ?? ''
}
