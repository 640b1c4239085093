import { expect, test } from 'vitest'
import { createTestedSite, failureOf, runSiteTests } from './site-vitest.js'

const red = `
import { expect, test } from 'vitest'
import wixData from 'wix-data'
import { createEvent, effects, failNext, world } from 'badge-events/vitest'
import { wixBadges_onBadgeAssigned, wixBadges_onBadgeUnassigned } from 'backend/events.js'

const assign = () => {
  world.seed({ secrets: { HOOK_KEY: 'open sesame' } })
  return wixBadges_onBadgeAssigned(createEvent('anns-badge'))
}
test('another item', async () => {
  await assign()
  expect(world).toHaveInserted('BadgeLog', { memberId: 'bob', points: 10 })
})
test('an item too many', async () => {
  await assign()
  expect(world).not.toHaveInserted('BadgeLog')
})
test('no item', () => expect(world).toHaveInserted('BadgeLog'))
test('another email', async () => {
  await assign()
  expect(effects()).toHaveEmailed('badgeLost', { memberId: 'ann' })
})
test('another body', async () => {
  await assign()
  expect(world).toHaveFetched('https://hooks.example.com/*', { body: { points: 11 } })
})
test('another address', async () => {
  await assign()
  expect(world).toHaveFetched('https://hooks.example.com/other')
})
test('a duplicate', async () => {
  const event = createEvent('unassigned', { set: { 'data.memberId': 'ann' } })
  await expect(() => wixBadges_onBadgeUnassigned(event)).toBeIdempotent()
})
test('a counter', async () => {
  world.seed({ collections: { Totals: [{ _id: 'all', count: 1 }] } })
  await expect(async () => {
    const item = await wixData.get('Totals', 'all')
    await wixData.update('Totals', { ...item, count: item.count + 1 })
  }).toBeIdempotent()
})
test('a failing duplicate', async () => {
  let calls = 0
  await expect(() => {
    calls += 1
    if (calls === 2) throw new Error('out of order')
  }).toBeIdempotent()
})
test('an idempotent handler', async () => {
  await expect(() => wixData.save('Log', { _id: 'e1' })).not.toBeIdempotent()
})
test('an unused failure', () => failNext('wix-data.isnert'))
test('another subject', () => expect(1).toHaveInserted('BadgeLog'))
`

const messages: [name: string, texts: (string | RegExp)[]][] = [
  [
    'another item',
    [
      'expected there to be an insert into BadgeLog with',
      'The nearest of 1:',
      '-   "memberId": "bob",\n+   "memberId": "ann",',
      /3 {2}wix-data insert BadgeLog .*src\/backend\/badges\.jsw:8/,
      /6 {2}wix-fetch fetch https:\/\/hooks\.example\.com\/badges .*events\.js:17/,
    ],
  ],
  ['an item too many', ['expected no insert into BadgeLog\n', 'What was called:']],
  ['no item', ['expected there to be an insert into BadgeLog', 'No Wix module was called.']],
  ['another email', ['-   "emailId": "badgeLost",\n+   "emailId": "badgeEarned",']],
  ['another body', ['-     "points": 11,\n+     "memberId": "ann",\n+     "points": 10,']],
  [
    'another address',
    [
      '-   "url": "https://hooks.example.com/other",\n+   "url": "https://hooks.example.com/badges",',
    ],
  ],
  [
    'a duplicate',
    [
      'expected a second delivery to change nothing, but it',
      'inserted 1 more row in Farewells',
      'sent 1 more email: badgeLost to ann',
      'event.metadata.id',
    ],
  ],
  ['a counter', ['changed count from 2 to 3 in Totals']],
  ['a failing duplicate', ['failed: out of order']],
  ['an idempotent handler', ['expected a second delivery to change something, and it did not']],
  ['an unused failure', ["failNext('wix-data.isnert') had no effect"]],
  ['another subject', ['Write expect(world), expect(effects())']],
]

test('a matcher that fails shows what there was instead', { timeout: 60_000 }, async () => {
  const site = createTestedSite({ files: { 'red.test.js': red } })
  const run = await runSiteTests(site, ['red.test'])
  expect(run.report.numFailedTests, run.output).toBe(messages.length)
  expect(run.report.numPassedTests).toBe(0)
  for (const [name, texts] of messages) {
    const message = failureOf(run, name)
    for (const text of texts) {
      if (typeof text === 'string') expect.soft(message).toContain(text)
      else expect.soft(message).toMatch(text)
    }
    expect.soft(message).not.toContain('open sesame')
  }
})
