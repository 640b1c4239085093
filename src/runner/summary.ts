import type { Place } from '../errors.js'
import type { RunResult } from './result.js'

/** Many runs in a few figures. */
export interface RunSummary {
  /** Some runs were not made, because the user stopped. */
  interrupted: boolean
  count: number
  failed: number
  /** Median and 95th percentile of the handler's own time, in ms. */
  p50Ms: number
  p95Ms: number
  totalMs: number
  /** The different ways the runs failed, the most frequent first. */
  failures: FailureGroup[]
  /** How often each warning came up. */
  warnings: { code: string; message: string; count: number; place: Place | null }[]
}

export interface FailureGroup {
  count: number
  example: RunResult
}

export interface RunSummaryBuilder {
  add(result: RunResult): void
  readonly count: number
  readonly failed: number
  finish(interrupted: boolean): RunSummary
}

/** Collects results without keeping them: only figures, and one example of each failure. */
export function createRunSummary(): RunSummaryBuilder {
  const startedAt = performance.now()
  const durations: number[] = []
  const failures = new Map<string, FailureGroup>()
  const warnings = new Map<string, RunSummary['warnings'][number]>()
  let failed = 0
  return {
    add(result) {
      durations.push(result.durationMs)
      for (const warning of result.warnings) {
        const known = warnings.get(placeKey(warning.code, warning.place))
        if (known) known.count += 1
        else {
          const { code, message, place } = warning
          warnings.set(placeKey(code, place), { code, message, place, count: 1 })
        }
      }
      if (result.status === 'passed') return
      failed += 1
      const key = placeKey(
        `${result.error?.kind} ${result.error?.message}`,
        result.error?.place ?? null,
      )
      const group = failures.get(key)
      if (group) group.count += 1
      else failures.set(key, { count: 1, example: result })
    },
    get count() {
      return durations.length
    },
    get failed() {
      return failed
    },
    finish(interrupted) {
      const sorted = durations.toSorted((a, b) => a - b)
      return {
        interrupted,
        count: sorted.length,
        failed,
        p50Ms: percentile(sorted, 0.5),
        p95Ms: percentile(sorted, 0.95),
        totalMs: performance.now() - startedAt,
        failures: [...failures.values()].sort((a, b) => b.count - a.count),
        warnings: [...warnings.values()].sort((a, b) => b.count - a.count),
      }
    },
  }
}

function placeKey(subject: string, place: Place | null): string {
  return `${subject} ${place ? `${place.file}:${place.line}` : ''}`
}

/** The value that this share of a sorted list does not exceed; 0 of an empty list. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}
