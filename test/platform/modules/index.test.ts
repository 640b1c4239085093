import { expect, it } from 'vitest'
import { moduleDoubles } from '../../../src/platform/modules/index.js'
import { createFakeHost } from './fake-host.js'

it('lists each module once, and all of them can be made', () => {
  const names = moduleDoubles.flatMap((double) => double.names)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(expect.arrayContaining(['wix-data', 'wix-fetch', 'wix-secrets-backend']))
  for (const double of moduleDoubles) expect(double.create(createFakeHost())).toBeTypeOf('object')
})
