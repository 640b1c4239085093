import { expect, test } from 'vitest'
import { hasCode } from '../../src/doctor/finding.js'
import { siteWith } from '../cli/site.js'
import { examine, examineCode } from './examine.js'

const misspelled: [string, string[]][] = [
  ['wixbadges_onbadgeassigned', ['wixBadges_onBadgeAssigned']],
  ['wixBagdes_onBadgeAssigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadges_OnBadgeAssigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadges_onBadgeAsigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadgesonBadgeAssigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadges_onBadgesAssigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadgesV4_onBadgeAssigned', ['wixBadges_onBadgeAssigned']],
  ['wixBadgesBackend_onBadgeUnassigned', ['wixBadges_onBadgeUnassigned']],
  ['wixMember_onMemberCreated', ['wixMembers_onMemberCreated']],
  ['wixBadgesBackend_onBadgeCreated', ['wixBadges_onBadgeCreated', 'wixBadgesV4_onBadgeCreated']],
]

test.each(misspelled)('%s is misspelled', async (name, nearest) => {
  const [found, ...more] = await examine(siteWith(`export function ${name}(event) {}`))
  expect(found && hasCode(found, 'handler-misspelled') && found.args).toEqual({ name, nearest })
  expect(more).toEqual([])
})

const others: [string, string[]][] = [
  ['export function wixBadges_onBadgeLost(event) {}', ['handler-unknown 1:17']],
  ['export function wixMembersAbout_onMemberAboutCreated(event) {}', []],
  ['export function wixMembers_onActivityCounterUpdated(event) {}', []],
  ['export function my_onBadgeAssigned(event) {}', ['handler-unprefixed 1:17']],
  ['export function badges_onBadgeAssigned(event) {}', ['handler-misspelled 1:17']],
  ['export const onBadgeAssigned = 5', []],
  ['export function onBadgeAssigned() {}\nexport function wixBadges_onBadgeAssigned() {}', []],
  ['export function wixStore_onNewOrder(event) {}', ['handler-prefix-unknown 1:17']],
  ['export function wixStores_onNewOrder(event) {}', []],
  ['export function wixEventsV2_onEventCreated(event) {}', []],
  ['export function wixSomethingElse_onThing(event) {}', []],
  ['export function helper() {}\nexport const limit = 5', []],
]

test.each(others)('%s', async (code, expected) => {
  expect(await examineCode(code)).toEqual(expected)
})
