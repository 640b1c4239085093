const { performance } = globalThis

/** What is known of a run in progress. */
export interface CurrentRun {
  id: number
  startedAt: number
  hasReturned: boolean
  effects: number
  pending: Set<number>
  warned: Set<string>
}

/** Tells which run the running code belongs to. */
export interface Runs {
  current(): CurrentRun
  /** Starts a run; all code belongs to it until the next one. */
  begin(id: number): CurrentRun
  /** Starts a run that goes on beside others: what `work` calls, awaits and leaves behind belongs to it. */
  beside<T>(id: number, work: (run: CurrentRun) => Promise<T>): Promise<T>
}

interface Storage {
  run<T>(run: CurrentRun, work: () => T): T
  getStore(): CurrentRun | undefined
}

export function createRuns(): Runs {
  let run = createRun(-1)
  // Following code through its awaits has a price, so it begins with the first run that is not alone.
  let storage: Storage | undefined
  return {
    current: () => storage?.getStore() ?? run,
    begin(id) {
      run = createRun(id)
      return run
    },
    async beside(id, work) {
      const { AsyncLocalStorage } = await import('node:async_hooks')
      storage ??= new AsyncLocalStorage<CurrentRun>()
      const own = createRun(id)
      return storage.run(own, () => work(own))
    },
  }
}

function createRun(id: number): CurrentRun {
  return {
    id,
    startedAt: performance.now(),
    hasReturned: false,
    effects: 0,
    pending: new Set(),
    warned: new Set(),
  }
}
