import { describe, expect, it } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { type EventKey, eventKeys } from '../../src/catalog/keys.js'
import type { EventObject } from '../../src/event/types.js'
import { createMembersSdk } from '../../src/platform/modules/wix-members-sdk.js'
import { applySiteOverrides, completeFromEvent, seedSite } from '../../src/platform/site-seed.js'
import { createSiteState, type SiteState } from '../../src/platform/site-state.js'
import { createFakeHost } from './modules/fake-host.js'

const badgeId = '428e7118-e890-47d2-b0ef-904dd0f53cd8'
const memberId = '5f9b9f25-01cc-4ec2-bd1b-5a7b401c7783'

describe('seedSite', () => {
  it('makes a believable member of an id alone, the same each time', () => {
    const [one, two] = [createSiteState(), createSiteState()]
    for (const site of [one, two]) seedSite(site, { members: [{ _id: 'ann' }, { _id: 'bob' }] })
    expect(one).toEqual(two)
    const member = one.members.get('ann')
    const { firstName, lastName } = member?.contact ?? {}
    const email = `${firstName}.${lastName}@example.com`.toLowerCase()
    expect(member).toMatchObject({
      loginEmail: email,
      status: 'APPROVED',
      contact: { emails: [email] },
      profile: { nickname: `${firstName} ${lastName}` },
    })
    expect(one.contacts.get('ann')).toMatchObject({
      primaryInfo: { email },
      info: { name: { first: firstName, last: lastName } },
    })
    expect(one.members.get('bob')?.loginEmail).not.toBe(email)
  })

  it('takes members in either documented shape, and dates as text', () => {
    const site = createSiteState()
    const _createdDate = '2026-01-02T03:04:05.000Z'
    seedSite(site, {
      members: [
        {
          _id: 'v2',
          contact: { firstName: 'Eve' },
          profile: { photo: { url: 'u' } },
          _createdDate,
        },
        {
          _id: 'sample',
          contactDetails: { firstName: 'Eve' },
          profile: { profilePhoto: { url: 'u' } },
        },
      ],
    })
    for (const id of ['v2', 'sample']) {
      expect(site.members.get(id)).toMatchObject({
        contact: { firstName: 'Eve' },
        profile: { photo: { url: 'u' } },
      })
      expect(site.members.get(id)).not.toHaveProperty('contactDetails')
    }
    expect(site.members.get('v2')?._createdDate).toEqual(new Date(_createdDate))
  })

  it('assigns a badge to the members that it lists, known or not', () => {
    const site = createSiteState()
    seedSite(site, { badges: [{ _id: 'star', title: 'A Star!', members: ['ann', 'ann', 'bob'] }] })
    expect(site.badges.get('star')).toMatchObject({ slug: 'a-star', backgroundColor: '#796EFF' })
    expect(site.badges.get('star')).not.toHaveProperty('members')
    expect([...site.members.keys()]).toEqual(['ann', 'bob'])
    expect(site.assignments).toMatchObject([
      { badgeId: 'star', memberId: 'ann' },
      { badgeId: 'star', memberId: 'bob' },
    ])
    expect(site.assignments[0]?._id).toMatch(
      /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/,
    )
  })

  it('takes contacts in either dialect, and lets them add to those of members', () => {
    const site = createSiteState()
    seedSite(site, {
      members: [{ _id: 'ann', loginEmail: 'ann@example.com' }],
      contacts: [
        { _id: 'ann', info: { company: 'Example Books' } },
        { _id: 'eve', info: { emails: { items: [{ email: 'eve@example.com' }] } } },
      ],
    })
    expect(site.contacts.get('ann')).toMatchObject({
      primaryInfo: { email: 'ann@example.com' },
      info: { company: 'Example Books', emails: [{ email: 'ann@example.com' }] },
    })
    expect(site.contacts.get('eve')).toMatchObject({
      primaryInfo: { email: 'eve@example.com' },
      info: { emails: [{ email: 'eve@example.com' }] },
    })
  })

  it.each([
    [{ members: {} }, 'Members.json is not a JSON array'],
    [{ badges: [{ _id: 'a' }, { title: 'No id' }] }, 'item 1 of Badges.json has no _id'],
    [{ contacts: [7] }, 'item 0 of Contacts.json has no _id'],
  ])('refuses %j', (seeds, message) => {
    expect(() => seedSite(createSiteState(), seeds)).toThrow(message)
  })
})

describe('completeFromEvent', () => {
  const hasPair = ({ assignments }: SiteState) =>
    assignments.some((one) => one.badgeId === badgeId && one.memberId === memberId)

  // What the doubles say of the badge and the member that the shipped fixture is about.
  it.each<[EventKey, { badge?: boolean; member?: boolean; pair?: boolean }]>([
    ['assigned', { badge: true, member: true, pair: true }],
    ['unassigned', { badge: true, member: true, pair: false }],
    ['created', { badge: true }],
    ['updated', { badge: true }],
    ['deleted', { badge: false, pair: false }],
    ['created-v4', { badge: true }],
    ['updated-v4', { badge: true }],
    ['deleted-v4', { badge: false, pair: false }],
    ['assignment-created', { badge: true, member: true, pair: true }],
    ['assignment-deleted', { badge: true, member: true, pair: false }],
    ['member-created', { member: true }],
    ['member-updated', { member: true }],
    ['member-deleted', { member: false, pair: false }],
  ])('brings the site to what it is when %s arrives', (key, expected) => {
    for (const seeds of [{}, { badges: [{ _id: badgeId, members: [memberId] }] }]) {
      const site = createSiteState()
      seedSite(site, seeds)
      completeFromEvent(site, key, fixtureOf(key))
      if ('badge' in expected) expect(site.badges.has(badgeId)).toBe(expected.badge)
      if ('member' in expected) expect(site.members.has(memberId)).toBe(expected.member)
      if ('pair' in expected) expect(hasPair(site)).toBe(expected.pair)
    }
  })

  it('knows every event', () => {
    for (const key of eventKeys) {
      expect(() => completeFromEvent(createSiteState(), key, fixtureOf(key))).not.toThrow()
    }
  })

  it('makes the badge equal to the entity', async () => {
    const host = createFakeHost()
    const { site } = host.world
    seedSite(site, { badges: [{ _id: badgeId, title: 'Old', description: 'Gone' }] })
    completeFromEvent(site, 'updated-v4', fixtureOf('updated-v4'))
    const badge = await createMembersSdk(host).badgesV2.getBadge(badgeId)
    expect(JSON.parse(JSON.stringify(badge))).toEqual(fixtureOf('updated-v4').entity)
    expect(badge._createdDate).toBeInstanceOf(Date)
  })

  it('makes the member equal to the entity, and the contact agree', async () => {
    const host = createFakeHost()
    const { site } = host.world
    const event = fixtureOf('member-updated')
    seedSite(site, { members: [{ _id: memberId, contact: { phones: ['555'] } }] })
    completeFromEvent(site, 'member-updated', event)
    const { members } = createMembersSdk(host)
    const member = await members.getMember(memberId, { fieldsets: ['FULL'] })
    expect(member).toMatchObject({
      loginEmail: 'dana@example.com',
      contact: { company: 'Harbour Press', phones: [] },
      profile: { photo: { height: 0 } },
    })
    expect(site.contacts.get(member.contactId)).toMatchObject({
      primaryInfo: { email: 'dana@example.com' },
      info: {
        name: { first: 'Dana', last: 'Rivera' },
        company: 'Harbour Press',
        extendedFields: { 'custom.pet-name': 'Pixel' },
      },
    })
    expect(site.contacts.get(member.contactId)?.primaryInfo).not.toHaveProperty('phone')
  })

  it('keeps what the data files say of a member and a badge', () => {
    const site = createSiteState()
    seedSite(site, {
      members: [{ _id: memberId, loginEmail: 'ann@example.com' }],
      badges: [{ _id: badgeId, title: 'Moon' }],
    })
    completeFromEvent(site, 'assigned', fixtureOf('assigned'))
    expect(site.members.get(memberId)?.loginEmail).toBe('ann@example.com')
    expect(site.badges.get(badgeId)?.title).toBe('Moon')
    expect(site.assignments[0]?._createdDate).toEqual(new Date('2026-03-05T17:20:11.594Z'))
  })

  it('removes an assignment that is known by its id alone', () => {
    const site = createSiteState()
    seedSite(site, { badges: [{ _id: badgeId, members: [memberId] }] })
    const { metadata } = fixtureOf('assignment-deleted')
    const entityId = site.assignments[0]?._id ?? ''
    completeFromEvent(site, 'assignment-deleted', { metadata: { ...metadata, entityId } })
    expect(site.assignments).toEqual([])
  })
})

describe('applySiteOverrides', () => {
  const prepare = (key: EventKey = 'assigned') => {
    const site = createSiteState()
    completeFromEvent(site, key, fixtureOf(key))
    return {
      site,
      apply: (path: string, value: unknown) =>
        applySiteOverrides(site, key, fixtureOf(key), [{ path, value }]),
    }
  }

  it('changes the member, and the contact with it', () => {
    const { site, apply } = prepare()
    expect(apply('member.loginEmail', 'ann@example.com')).toEqual([])
    expect(apply('member.contactDetails.firstName', 'Ann')).toEqual([])
    expect(apply('member.contact.customFields["custom.shoe"].value', 38)).toEqual([])
    expect(apply('member.contact.phones[0]', '555')).toEqual([])
    expect(site.members.get(memberId)).toMatchObject({
      loginEmail: 'ann@example.com',
      contact: { firstName: 'Ann', emails: ['ann@example.com'] },
    })
    expect(site.contacts.get(memberId)).toMatchObject({
      primaryInfo: { email: 'ann@example.com' },
      info: {
        name: { first: 'Ann' },
        extendedFields: { 'custom.shoe': 38 },
        phones: [{ phone: '555' }],
      },
    })
  })

  it('changes the badge and the contact', () => {
    const { site, apply } = prepare()
    expect(apply('badge.title', 'Moon')).toEqual([])
    expect(apply('badge._createdDate', '2026-01-01T00:00:00.000Z')).toEqual([])
    expect(apply('contact.info.name.first', 'Ann')).toEqual([])
    expect(site.badges.get(badgeId)).toMatchObject({
      title: 'Moon',
      _createdDate: new Date('2026-01-01T00:00:00.000Z'),
    })
    expect(site.contacts.get(memberId)).toMatchObject({ info: { name: { first: 'Ann' } } })
  })

  it.each([
    ['member.loginEmial', 'did you mean world.member.loginEmail?'],
    ['member.profile.nicknam', 'did you mean world.member.profile.nickname?'],
    ['badge.colour', 'badge has no "colour"'],
    ['bagde.title', 'did you mean world.badge?'],
    ['member', 'member is an object'],
    ['member.profile', 'member.profile is an object'],
    ['member._id', 'member has no "_id"'],
    ['member.__proto__.x', 'member has no "__proto__"'],
    ['member.contact.customFields.__proto__.x', 'has no "__proto__"'],
    ['member..x', 'there is no "member..x"'],
  ])('tells what is wrong with %s', (path, text) => {
    const { site, apply } = prepare()
    const before = structuredClone(site)
    expect(apply(path, 'x')).toEqual([expect.stringContaining(text)])
    expect(site).toEqual(before)
  })

  it('tells when the event has no such thing', () => {
    expect(prepare('deleted').apply('badge.title', 'x')).toEqual([
      'world.badge.title: the event "deleted" leaves no badge to change',
    ])
    expect(prepare('created').apply('member.loginEmail', 'x')).toHaveLength(1)
  })
})

function fixtureOf(key: EventKey): EventObject {
  return readFixture(key) as EventObject
}
