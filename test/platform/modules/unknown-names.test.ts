import { describe, expect, it } from 'vitest'
import { loadDoubles } from '../../../src/platform/modules/index.js'
import { createRegistry } from '../../../src/platform/registry.js'
import { createFakeHost } from './fake-host.js'

// What a double does not have is recorded, and named as answered by nothing.

describe.each([
  ['wix-crm-backend', 'contacts', 'queryExtendedFields'],
  ['wix-crm-backend', 'invoices', 'createInvoice'],
  ['wix-crm.v2', 'contacts', 'mergeContacts'],
  ['@wix/crm', 'tasks', 'createTask'],
  ['wix-loyalty.v2', 'rewards', 'listRewards'],
  ['wix-loyalty.v2', 'accounts', 'searchAccounts'],
  ['wix-media-backend', 'mediaManager', 'downloadFiles'],
  ['wix-events-backend', 'rsvp', 'createRsvp'],
  ['wix-notifications.v2', 'notifications', 'other'],
  ['wix-secrets-backend.v2', 'secrets', 'other'],
])('%s %s.%s', (module, api, method) => {
  it('is recorded', async () => {
    const host = createFakeHost()
    const exports = createRegistry(await loadDoubles([module]), host)(module)
    const call: unknown = Reflect.get(Reflect.get(exports, api) as object, method)
    expect(await (call as (arg: unknown) => unknown)(1)).toBeUndefined()
    expect(host.calls).toMatchObject([{ module, method: `${api}.${method}`, args: [1] }])
    expect(host.warnings).toEqual([`no-double:${module}.${api}.${method}`])
  })
})
