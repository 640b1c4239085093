import { importDataHooks, importDoubles, site } from 'virtual:badge-events/site'
import { afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { startTests } from './start-tests.js'

// The set-up file that the plugin adds: the one that Vite loads, so that it has the Vitest of the tests.
await startTests(site, importDoubles, importDataHooks, { afterEach, beforeAll, beforeEach, expect })
