import { describe, expect, test } from 'vitest'
import { findExtensions, findRegistrationCalls, registersOnly } from '../src/extensions.js'
import { createSite } from './cli/site.js'

describe('findExtensions', () => {
  test('finds what a builder names, what is laid out as wix generate does, and the older layout', () => {
    const site = createSite({
      'src/extensions.ts': '',
      'src/extensions/badges.extension.ts': `export default extensions.event({\n  id: '1',\n  source: './server/on-badge.ts',\n})`,
      'src/server/on-badge.ts': '',
      'src/extensions/page/page.extension.ts': `export default extensions.dashboardPage({ source: './page.tsx' })`,
      'src/extensions/page/page.tsx': '',
      'src/extensions/backend/events/one/one.ts': '',
      'src/extensions/backend/events/one/helper.ts': '',
      'src/extensions/backend/events/one/one.d.ts': '',
      'src/backend/events/two/event.ts': '',
      'src/backend/events/two/event.json': '',
    })
    expect(findExtensions(site.root)).toEqual({
      files: [
        'src/backend/events/two/event.ts',
        'src/extensions/backend/events/one/one.ts',
        'src/server/on-badge.ts',
      ].map(site.path),
      registries: ['src/extensions.ts', 'src/extensions/badges.extension.ts'].map(site.path),
    })
  })

  test('finds nothing in a Velo site', () => {
    const site = createSite({ 'src/backend/events.js': '' })
    expect(findExtensions(site.root)).toEqual({ files: [], registries: [] })
  })
})

describe('findRegistrationCalls', () => {
  test('finds calls in TypeScript, and none in comments and texts with addresses', () => {
    const text = `// badges.onBadgeCreated(
const url = 'https://x.example' ; badges.onBadgeAssigned<Extra>(f)
/* onBadgeDeleted( */ onMemberCreated (g)
`
    expect(findRegistrationCalls(text)).toEqual([
      { name: 'onBadgeAssigned', line: 2, column: 42 },
      { name: 'onMemberCreated', line: 3, column: 23 },
    ])
  })
})

describe('registersOnly', () => {
  test.each([
    [`import { badges } from '@wix/members'; badges.onBadgeAssigned(f)`, true],
    [`import { createClient } from '@wix/sdk'`, true],
    [`import { badges } from '@wix/members'; export const wixBadges_onBadgeAssigned = f`, false],
    [`import { badges } from '@wix/members'; badges.assignBadge()`, false],
    [`button.onClick(f)`, false],
  ])('%s', (text, expected) => {
    expect(registersOnly(text)).toBe(expected)
  })
})
