import { beforeEach, describe, expect, it } from 'vitest'
import { createWixData, dataError, idsOf } from './wix-data-api.js'

// Facts: dev.wix.com/docs/api-reference/business-solutions/cms/collection-management/
// wix-app-collections/wix-members-collections: their fields, and that they are read-only.

let wix: ReturnType<typeof createWixData>

beforeEach(() => {
  wix = createWixData()
  const dates = { _createdDate: new Date(1), _updatedDate: new Date(2) }
  wix.host.world.site.members.set('m1', {
    _id: 'm1',
    loginEmail: 'ada@example.com',
    status: 'APPROVED',
    contactId: 'c1',
    privacyStatus: 'PUBLIC',
    activityStatus: 'ACTIVE',
    contact: { firstName: 'Ada', lastName: 'Lovelace', phones: ['555'], emails: [] },
    profile: { nickname: 'ada', slug: 'ada', photo: { url: 'https://example.com/a.png' } },
    ...dates,
  })
  wix.host.world.site.badges.set('b1', {
    _id: 'b1',
    title: 'Star',
    backgroundColor: '#fff',
    textColor: '#000',
    permissionsEnabled: false,
    slug: 'star',
    revision: 1,
    ...dates,
  })
})

describe('collections of members', () => {
  it('show the members and badges of the site', async () => {
    const { data } = wix
    expect(await data.get('Members/Badges', 'b1')).toEqual({
      _id: 'b1',
      title: 'Star',
      backgroundColor: '#fff',
      textColor: '#000',
    })
    expect(await data.get('Members/FullData', 'm1')).toMatchObject({
      loginEmail: 'ada@example.com',
      firstName: 'Ada',
      lastName: 'Lovelace',
      phone: '555',
      nickname: 'ada',
      status: 'APPROVED',
    })
    expect(await data.get('Members/PrivateMembersData', 'm1')).toMatchObject({
      loginEmail: 'ada@example.com',
      name: 'Ada Lovelace',
      picture: 'https://example.com/a.png',
      contactId: 'c1',
    })
    const open = await data.get('Members/PublicData', 'm1')
    expect(open).toMatchObject({ nickname: 'ada', _createdDate: new Date(1) })
    expect(open).not.toHaveProperty('loginEmail')
  })

  it('are queried like any other, and change with the site', async () => {
    const { host, data } = wix
    const query = data.query('Members/FullData').eq('loginEmail', 'ada@example.com')
    expect(await idsOf(query)).toEqual(['m1'])
    host.world.site.members.clear()
    expect(await idsOf(query)).toEqual([])
  })

  it('keep seeded fields of their items', async () => {
    const { host, data } = wix
    host.seed('Members/PublicData', [{ _id: 'm1', custom: 'own', nickname: 'old' }])
    expect(await data.get('Members/PublicData', 'm1')).toMatchObject({
      custom: 'own',
      nickname: 'ada',
    })
  })

  it('expand references to members and badges', async () => {
    const { host, data } = wix
    host.seed('Log', [{ _id: 'l', member: 'm1', badge: 'b1' }])
    const { items } = await data.query('Log').include('member', 'badge').find()
    expect(items).toMatchObject([{ member: { firstName: 'Ada' }, badge: { title: 'Star' } }])
  })

  it('expand a reference to a seeded member as the collection shows it', async () => {
    const { host, data } = wix
    host.seed('Members', [{ _id: 'm1', contact: { firstName: 'raw' } }])
    host.seed('Log', [{ _id: 'l', member: 'm1' }])
    const { items } = await data.query('Log').include('member').find()
    expect(items).toMatchObject([{ member: { _id: 'm1', firstName: 'Ada' } }])
  })

  it('give 100 members at a time, not more', async () => {
    const { data } = wix
    await expect(data.query('Members/FullData').limit(100).find()).resolves.toBeDefined()
    await expect(data.query('Members/FullData').limit(101).find()).rejects.toThrow(/^WDE0077: /)
  })

  it.each([
    ['insert', [{}]],
    ['update', [{ _id: 'm1' }]],
    ['save', [{ _id: 'm1' }]],
    ['remove', ['m1']],
    ['bulkInsert', [[{}]]],
    ['bulkRemove', [['m1']]],
    ['truncate', []],
  ] as const)('refuse %s', async (method, args) => {
    const { host, data } = wix
    const call = data[method] as (...args: readonly unknown[]) => Promise<unknown>
    await expect(call('Members/FullData', ...args)).rejects.toMatchObject(
      dataError('WDE0027', 'WD_PERMISSION_DENIED'),
    )
    expect(host.changes).toEqual([])
  })
})
