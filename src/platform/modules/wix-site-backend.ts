import type { ModuleDouble } from '../double.js'
import { recordMethods } from './recorded-methods.js'

const module = 'wix-site-backend'

/** Stands for `wix-site-backend`. What the dashboard holds is not known here: neutral values answer. */
export const wixSiteBackend: ModuleDouble = {
  names: [module],
  create(host) {
    const functions = recordMethods(host, module, '', { invalidateCache: () => undefined })
    const generalInfo = recordMethods(host, module, 'generalInfo.', {
      getBusinessName: () => 'Local Site',
      getEmail: () => 'site@example.com',
      getPhone: () => '',
      getFax: () => '',
      getLanguage: () => 'en',
      getTimeZone: () => 'UTC',
      getAddress: () => ({}),
    })
    return { default: { ...functions, generalInfo }, named: { ...functions, generalInfo } }
  },
}
