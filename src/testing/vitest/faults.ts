import type { Fault } from '../../platform/backend.js'
import { isMeant } from '../../platform/faults.js'

/** Failures that were asked for and have not happened yet. */
export interface Faults {
  /** Lets the next call of a target fail. */
  add(target: string, error: unknown): void
  take: Fault
  /** Targets that nobody called. */
  left(): string[]
  clear(): void
}

export function createFaults(): Faults {
  let planned: { target: string; error: unknown }[] = []
  return {
    add: (target, error) => void planned.push({ target, error }),
    take(module, method) {
      const index = planned.findIndex(({ target }) => isMeant(target, module, method))
      if (index === -1) return undefined
      const [fault] = planned.splice(index, 1)
      return fault && { error: fault.error }
    },
    left: () => planned.map(({ target }) => target),
    clear: () => {
      planned = []
    },
  }
}
