import { BadgeEventsError } from '../../errors.js'
import type { TestRuntime } from './test-runtime.js'

/**
 * Where the runtime of a test file is found. Not an import: the plugin, the tests and the code under test
 * load this package in different ways, and must all reach the one runtime.
 */
export const slot: unique symbol = Symbol.for('badge-events.vitest')

/** The specifier of the module through which the set-up gets to know the site. */
export const siteModule = 'virtual:badge-events/site'

/** The site as the plugin found it, for the threads of the tests. */
export interface TestSite {
  root: string
  /** The site's `badge-events` folder. */
  folder: string
  /** The file with the hooks of `wix-data`, which need not be there. */
  dataHooks: string
  /** The file with the site's own doubles, which need not be there. */
  doubles: string
  liveFetch: boolean
}

export function runtime(): TestRuntime {
  const found: TestRuntime | undefined = Reflect.get(globalThis, slot)
  if (found) return found
  // Vitest shows the message alone, so what to do is part of it.
  throw new BadgeEventsError(
    'USAGE_INVALID',
    "badge-events/vitest was used outside of a test of a site. Its plugin goes into vitest.config.js: import { wix } from 'badge-events/vitest', plugins: [wix()]",
  )
}
