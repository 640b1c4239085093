import { expect, it } from 'vitest'
import { doubledModules, loadDoubles } from '../../../src/platform/modules/index.js'
import { createFakeHost } from './fake-host.js'

it('has a double of each module, and it can be made', async () => {
  expect(doubledModules).toEqual(
    expect.arrayContaining(['wix-data', 'wix-fetch', 'wix-secrets-backend']),
  )
  for (const name of doubledModules) {
    const [double] = await loadDoubles([name])
    expect(double?.names).toContain(name)
    expect(double?.create(createFakeHost())).toBeTypeOf('object')
  }
})

it('leaves a module without a double, whatever its name, to the recorder', async () => {
  expect(await loadDoubles(['wix-billing.v2', 'constructor', '__proto__'])).toEqual([])
})
