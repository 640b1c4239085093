import type { Effect, RunResult } from '../../src/runner/result.js'

/** A run that passed and did nothing, changed as a test needs it. */
export function createResult(changes: Partial<RunResult> = {}): RunResult {
  return {
    status: 'passed',
    event: 'assigned',
    handler: 'wixBadges_onBadgeAssigned',
    file: 'src/backend/events.js',
    place: { file: 'src/backend/events.js', line: 1, column: 17 },
    input: null,
    durationMs: 1,
    cpuMs: 1,
    returned: null,
    logs: [],
    effects: [],
    dataChanges: [],
    fires: [],
    warnings: [],
    ...changes,
  }
}

export function createEffect(changes: Partial<Effect> = {}): Effect {
  return {
    module: 'wix-data',
    method: 'insert',
    args: ['Log', { a: 1 }],
    outcome: 'resolved',
    result: { _id: '1', a: 1 },
    startedMs: 0,
    durationMs: 0.25,
    afterReturn: false,
    place: { file: 'src/backend/events.js', line: 4, column: 3 },
    ...changes,
  }
}
