import type { RunResult, Warning } from './result.js'

/** What a run shows that will bite on Wix, though the handler itself may have passed. */
export function findWarnings(result: RunResult, timersLeft: boolean): Warning[] {
  return [...callsNotAwaited(result), ...(timersLeft ? [resourcesLeft(result)] : [])]
}

function callsNotAwaited({ effects, durationMs }: RunResult): Warning[] {
  return effects.flatMap(({ module, method, afterReturn, startedMs, place }, effect) => {
    if (!afterReturn) return []
    const what =
      startedMs > durationMs
        ? 'began after the handler had returned'
        : 'was still running when the handler returned'
    const message = `${module} ${method} ${what}; on Wix it may be lost`
    return [{ code: 'not-awaited', message, place, effect }]
  })
}

function resourcesLeft({ place }: RunResult): Warning {
  return {
    code: 'left-open',
    message:
      'A timer, socket or file was still open when waiting ended; on Wix what it would do may be lost',
    place,
  }
}
