import { expect, it } from 'vitest'
import { wixWebModule } from '../../../src/platform/modules/wix-web-module.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-web-module; values from npm `@wix/web-methods-definitions`.

const { webMethod, Permissions } = wixWebModule.create(createFakeHost()).named as {
  webMethod: <T>(permission: string, method: T, options?: object) => T
  Permissions: object
}

it('gives the function itself, to be called directly', () => {
  const add = (a: number, b: number) => a + b
  expect(webMethod('Anyone', add, { cache: { tags: ['sum'] } })(1, 2)).toBe(3)
})

it('names the three permissions', () => {
  expect(Permissions).toEqual({ Anyone: 'Anyone', SiteMember: 'SiteMember', Admin: 'Admin' })
})
