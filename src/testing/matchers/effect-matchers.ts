import { emailsIn, requestsIn } from '../../runner/outward.js'
import { describeEffects } from './describe-effects.js'
import { describeNearest, type MatcherContext, type MatcherResult, matches } from './match.js'
import { type Subject, toSubject } from './subject.js'

/** What to find of one kind, and how to speak of it. */
interface Search {
  /** `an insert into BadgeLog` */
  what: string
  candidates: readonly object[]
  expected: object
}

export function toHaveInserted(
  this: MatcherContext,
  received: unknown,
  collection: string,
  expected: object = {},
): MatcherResult {
  const subject = toSubject(received)
  const candidates = subject.inserted.flatMap((one) =>
    one.collection === collection ? [one.item as object] : [],
  )
  return find(this, subject, { what: `an insert into ${collection}`, candidates, expected })
}

export function toHaveEmailed(
  this: MatcherContext,
  received: unknown,
  emailId?: unknown,
  expected: object = {},
): MatcherResult {
  const subject = toSubject(received)
  const candidates = emailsIn(subject.effects)
  const given = { ...(emailId !== undefined && { emailId }), ...expected }
  return find(this, subject, { what: 'a triggered email', candidates, expected: given })
}

export function toHaveFetched(
  this: MatcherContext,
  received: unknown,
  url: unknown,
  expected: object = {},
): MatcherResult {
  const subject = toSubject(received)
  const requests = requestsIn(subject.effects)
  const fits = (actual: string): boolean => isAddress(this, actual, url)
  const candidates = requests.map((request) => ({
    ...request,
    // The pattern itself, so that a difference shows what differs.
    url: fits(request.url) ? url : request.url,
  }))
  return find(this, subject, { what: 'a request', candidates, expected: { url, ...expected } })
}

function find(context: MatcherContext, subject: Subject, search: Search): MatcherResult {
  const { what, candidates, expected } = search
  const isFound = candidates.some((candidate) => matches(context, candidate, expected))
  const wanted =
    Object.keys(expected).length === 0 ? what : `${what} with ${context.utils.stringify(expected)}`
  return {
    pass: isFound,
    message: () =>
      [
        `expected ${context.isNot ? 'no' : 'there to be'} ${context.isNot ? wanted.replace(/^an? /, '') : wanted}`,
        ...(context.isNot ? [] : [describeNearest(context, candidates, expected)]),
        describeEffects(subject.effects),
      ]
        .filter((part) => part !== '')
        .join('\n\n'),
  }
}

/** Each `*` stands for any text, as in the site's canned answers. */
function isAddress(context: MatcherContext, actual: string, expected: unknown): boolean {
  if (expected instanceof RegExp) return expected.test(actual)
  if (typeof expected !== 'string') return context.equals(actual, expected)
  const parts = expected.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's').test(actual)
}
