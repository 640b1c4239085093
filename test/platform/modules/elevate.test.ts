import { expect, it } from 'vitest'
import { wixAuth } from '../../../src/platform/modules/wix-auth.js'
import { wixEssentials } from '../../../src/platform/modules/wix-essentials.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-auth/elevate, dev.wix.com/docs/sdk/core-
// modules/essentials/auth.

type Elevate = <T>(fn: T) => T

const { elevate } = wixAuth.create(createFakeHost()).named as { elevate: Elevate }
const { auth } = wixEssentials.create(createFakeHost()).named as { auth: { elevate: Elevate } }

it.each([
  ['wix-auth', elevate],
  ['@wix/essentials', auth.elevate],
])('%s gives a function with the same arguments, receiver and result', (_name, wrap) => {
  const badges = {
    prefix: 'badge',
    name(this: { prefix: string }, first: string, second: string) {
      return [this.prefix, first, second].join(' ')
    },
  }
  const original = badges.name
  badges.name = wrap(badges.name)
  expect(badges.name('a', 'b')).toBe('badge a b')
  expect(badges.name).not.toBe(original)
})
