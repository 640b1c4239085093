import type { Fault } from '../../platform/backend.js'

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

/** `wix-data` means all its methods, `wix-members.v2.badges` all of `badges`, `fetch` every fetch. */
function isMeant(target: string, module: string, method: string): boolean {
  if (target === module) return true
  if (target === 'fetch') return method === 'fetch'
  if (!target.startsWith(`${module}.`)) return false
  const path = target.slice(module.length + 1)
  return method === path || method.startsWith(`${path}.`)
}
