import type { CannedAnswer } from './canned-answer.js'
import type { World } from './world.js'

/** The exports of a module double. An import of any other name gets a recorder. */
export interface ModuleExports {
  default?: unknown
  named?: Record<string, unknown>
}

/** A stand-in for one Wix backend module: one file, one double. It knows other doubles only through the world. */
export interface ModuleDouble {
  /** The specifiers it stands for, exactly as user code imports them. */
  names: readonly string[]
  create(host: DoubleHost): ModuleExports
}

export interface CallOptions<T> {
  /** What to show as the result, when the full value says too much. Called with the resolved value. */
  describe?: (value: T) => unknown
  /** On Wix this call fails in an event handler unless it is elevated: then a warning says how. */
  needsElevation?: boolean
  /** Set by builders that were made elevated; without it the state of the moment counts. */
  elevated?: boolean
}

/** What a double may ask of the run it lives in. */
export interface DoubleHost {
  readonly world: World
  /**
   * Records a platform call and answers it. `answer` runs at once; the promise settles on a later
   * turn of the event loop, because no real platform call settles within the same one: a call that
   * nobody awaited is then still running when the handler returns, and can be reported.
   *
   * @param module - specifier as documentation names it, `wix-data`
   * @param method - dotted path of the function, `query.find`
   * @param args - what to record; copied at once
   */
  call<T>(
    module: string,
    method: string,
    args: readonly unknown[],
    answer: () => T | Promise<T>,
    options?: CallOptions<T>,
  ): Promise<T>
  /** Adds a warning at the line of the user's code that is running now; the same one is shown once a run. */
  warn(code: string, message: string): void
  readonly liveFetch: boolean
  /** What the site wants a request to be answered with; it is then never sent. */
  answerTo(url: string, method: string): CannedAnswer | undefined
  /** Gives a function that calls the original with elevated rights, for `elevate` of any module. */
  elevate<T extends (...args: never[]) => unknown>(method: T): T
  /** Whether the running call is elevated. A builder asks when it is made, and calls with its answer. */
  isElevated(): boolean
  /** What the site's `backend/data.js` exports, for the hooks of `wix-data`; empty without one. */
  dataHooks(): Readonly<Record<string, unknown>>
}
