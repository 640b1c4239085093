import type { CannedAnswer } from './canned-answer.js'

/** What happens to some calls of Wix modules on purpose. */
export interface FaultRule {
  /** `wix-data` for all its methods, `wix-data.insert`, `wix-members.v2.badges`, `fetch` for every fetch. */
  target: string
  /** Which of these calls, counted from 1; all of them without it. */
  calls?: { from: number; to: number } | undefined
  /** What is waited before the call is answered or fails, in ms. */
  delayMs?: number | undefined
  /** What it fails with; without it, it is answered. */
  failure?: { name: string; message: string; code?: string | undefined } | undefined
  /** Of fetches: the HTTP status that they are answered with. */
  httpStatus?: number | undefined
}

/** What becomes of one call. */
export interface PlannedFault {
  delayMs: number
  /** What the call rejects with in place of its answer. */
  error?: unknown
}

/**
 * Counts the calls of each rule's target and says what becomes of each: delays add up, the first
 * failure that is due counts.
 */
export function createFaults(
  rules: readonly FaultRule[],
): (module: string, method: string) => PlannedFault | undefined {
  const due = createCounter(rules.filter(({ httpStatus }) => httpStatus === undefined))
  return (module, method) => {
    let planned: PlannedFault | undefined
    for (const { delayMs = 0, failure } of due(module, method)) {
      planned ??= { delayMs: 0 }
      planned.delayMs += delayMs
      if (failure && !('error' in planned)) planned.error = toError(failure)
    }
    return planned
  }
}

/** The same for rules with an HTTP status: gives the answer of a fetch, if there is to be another than usual. */
export function createFailingAnswers(rules: readonly FaultRule[]): () => CannedAnswer | undefined {
  const due = createCounter(rules.filter(({ httpStatus }) => httpStatus !== undefined))
  return () => {
    const [rule] = due('wix-fetch', 'fetch')
    return rule && { match: '*', status: rule.httpStatus, delayMs: rule.delayMs, body: {} }
  }
}

/** Counts the calls of each rule's target, and gives the rules that are due. */
function createCounter(
  rules: readonly FaultRule[],
): (module: string, method: string) => FaultRule[] {
  const counts = rules.map(() => 0)
  return (module, method) =>
    rules.filter(({ target, calls }, index) => {
      if (!isMeant(target, module, method)) return false
      const count = (counts[index] ?? 0) + 1
      counts[index] = count
      return !calls || (count >= calls.from && count <= calls.to)
    })
}

/** Whether a call is of the target: `wix-data` means all its methods, `wix-members.v2.badges` all of `badges`, `fetch` every fetch. */
export function isMeant(target: string, module: string, method: string): boolean {
  if (target === module) return true
  if (target === 'fetch') return module === 'wix-fetch'
  if (!target.startsWith(`${module}.`)) return false
  const path = target.slice(module.length + 1)
  return method === path || method.startsWith(`${path}.`)
}

function toError({ name, message, code }: NonNullable<FaultRule['failure']>): Error {
  const error = Object.assign(new Error(message), code === undefined ? {} : { code })
  // Its stack would show our own lines.
  error.stack = `${name}: ${message}`
  error.name = name
  return error
}
