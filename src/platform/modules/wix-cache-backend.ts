import type { ModuleDouble } from '../double.js'
import { recordMethods } from './recorded-methods.js'

const module = 'wix-cache-backend'

/** Stands for `wix-cache-backend`: there is no cache to invalidate, the calls are recorded. */
export const wixCacheBackend: ModuleDouble = {
  names: [module],
  create: (host) => ({
    named: {
      cache: recordMethods(
        host,
        module,
        'cache.',
        { invalidateCache: () => undefined },
        { needsElevation: () => true },
      ),
    },
  }),
}
