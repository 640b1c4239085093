import { BadgeEventsError } from '../errors.js'
import { type FaultRule, isMeant } from '../platform/faults.js'
import type { RunResult } from '../runner/result.js'

/** How long a call that times out takes, in ms: longer than Wix waits for the answer to a webhook. */
const timeoutMs = 1500

/**
 * Reads `--fail` and `--slow`: which calls of Wix modules fail or take their time.
 *
 * @param fail - each `call[:which[:how]]`: `wix-data.insert:1`, `fetch:*:timeout`, `fetch:1-3:503`
 * @param slow - each `call:ms`: `wix-data:800`
 * @throws BadgeEventsError `USAGE_INVALID`
 */
export function parseFaults(fail: readonly string[], slow: readonly string[]): FaultRule[] {
  return [...slow.map(parseSlow), ...fail.map(parseFail)]
}

/** Tells which of the flags met no call of the runs: they may be misspelled. */
export interface FaultWatch {
  see(result: RunResult): void
  /** A remark for each such flag; none where nothing was run. */
  remarks(): string[]
}

/** Null where no call is to fail or to take its time. */
export function watchFaults({
  fail = [],
  slow = [],
}: {
  fail?: readonly string[]
  slow?: readonly string[]
}): FaultWatch | null {
  const unmet = new Map([
    ...fail.map((text) => [`--fail ${text}`, text] as const),
    ...slow.map((text) => [`--slow ${text}`, text] as const),
  ])
  if (unmet.size === 0) return null
  let hasRun = false
  return {
    see({ effects }) {
      hasRun = true
      for (const [flag, text] of unmet) {
        const [target = ''] = text.split(':')
        if (effects.some(({ module, method }) => isMeant(target, module, method))) {
          unmet.delete(flag)
        }
      }
    },
    remarks: () =>
      hasRun
        ? [...unmet.keys()].map(
            (flag) => `${flag} met no call: check the names, as the list of calls shows them.`,
          )
        : [],
  }
}

function parseFail(text: string): FaultRule {
  const [target = '', which = '*', how = 'error', ...rest] = text.split(':')
  const calls = parseWhich(which)
  if (!isTarget(target) || calls === null || rest.length > 0) throw badFail(text)
  const rule: FaultRule = { target, ...(calls && { calls }) }
  if (how === 'error') return { ...rule, failure: failureOf(target, 'failed on purpose (--fail)') }
  if (how === 'timeout') {
    return { ...rule, delayMs: timeoutMs, failure: failureOf(target, 'timed out (--fail)') }
  }
  if (!/^[1-5]\d\d$/.test(how)) throw badFail(text)
  if (target === 'fetch' || /^wix-fetch(\.|$)/.test(target))
    return { ...rule, httpStatus: Number(how) }
  throw new BadgeEventsError(
    'USAGE_INVALID',
    `--fail ${text}: only a fetch can be answered with the HTTP status ${how}`,
    { hint: `For other calls: --fail ${target}:${which}` },
  )
}

/** Undefined for all calls, null for a mistake. */
function parseWhich(which: string): FaultRule['calls'] | null {
  if (which === '*') return undefined
  const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(which) ?? []
  const range = { from: Number(from), to: Number(to ?? from) }
  return range.from >= 1 && range.to >= range.from ? range : null
}

function parseSlow(text: string): FaultRule {
  const [, target = '', ms = ''] = /^(.+):(\d+)$/.exec(text) ?? []
  const delayMs = Number(ms)
  if (isTarget(target) && delayMs <= 600_000) return { target, delayMs }
  throw new BadgeEventsError('USAGE_INVALID', `--slow ${text} names no call and its time`, {
    hint: 'For example --slow wix-data:800: each call of wix-data then takes 800 ms longer.',
  })
}

function isTarget(target: string): boolean {
  return /^(fetch|wix-[\w-]+(\.v\d+)?(\.[\w.]+)?|@wix\/[\w-]+(\.[\w.]+)?)$/.test(target)
}

function failureOf(target: string, what: string): NonNullable<FaultRule['failure']> {
  return { name: target === 'fetch' ? 'TypeError' : 'Error', message: `${target} ${what}` }
}

function badFail(text: string): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', `--fail ${text} cannot be read`, {
    hint: 'Name a call, which ones, and how: wix-data.insert:1 (the first fails), fetch:*:timeout, fetch:1-3:503.',
  })
}
