import type { RunResult, Warning } from './result.js'

/** What a run shows that will bite on Wix, though the handler itself may have passed. */
export function findWarnings(
  result: RunResult,
  timersLeft: boolean,
  isExtension = false,
): Warning[] {
  return [
    ...callsNotAwaited(result),
    ...(timersLeft ? [resourcesLeft(result)] : []),
    ...(isExtension ? overExtensionLimits(result) : []),
  ]
}

/** What an event extension gets for each event, as Wix tells its developers; not so for Velo handlers. */
const extensionLimits = { cpuMs: 1000, subRequests: 20 }

function overExtensionLimits({ cpuMs, effects, place }: RunResult): Warning[] {
  const warnings: Warning[] = []
  if (cpuMs > extensionLimits.cpuMs) {
    const message = `It took ${Math.round(cpuMs)} ms of CPU time; on Wix an event extension gets about ${extensionLimits.cpuMs} ms for an event`
    warnings.push({ code: 'extension-cpu', message, place })
  }
  if (effects.length > extensionLimits.subRequests) {
    const message = `It made ${effects.length} calls of the platform; on Wix an event extension may make ${extensionLimits.subRequests} sub-requests for an event`
    const first = effects[extensionLimits.subRequests]
    warnings.push({ code: 'extension-sub-requests', message, place: first?.place ?? place })
  }
  return warnings
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
