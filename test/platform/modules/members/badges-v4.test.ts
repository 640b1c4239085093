import { describe, expect, it } from 'vitest'
import { createMembersModules, firedOf } from './members-modules.js'

// Facts: dev.wix.com/docs/sdk/backend-modules/members/badges-v2 and …/members/badge-assignments.

describe('badgesV2', () => {
  it('has a revision, a number as text, that an update must name', async () => {
    const modules = createMembersModules()
    const { sdk } = modules
    expect(await sdk.badgesV2.getBadge('star')).toMatchObject({ title: 'Star', revision: '1' })
    await expect(sdk.badgesV2.updateBadge('star', { title: 'Sun' })).rejects.toMatchObject({
      details: { validationError: { fieldViolations: [{ field: 'badge.revision' }] } },
    })
    await expect(
      sdk.badgesV2.updateBadge('star', { title: 'Sun', revision: '7' }),
    ).rejects.toMatchObject({ status: 409 })
    expect(modules.host.fired).toEqual([])
    const badge = await sdk.badgesV2.updateBadge('star', { title: 'Sun', revision: '1' })
    expect(badge).toMatchObject({ title: 'Sun', slug: 'sun', revision: '2' })
    expect(firedOf(modules)).toMatchObject([
      ['updated-v4', { entity: { _id: 'star', revision: '2' }, metadata: { entityId: 'star' } }],
    ])
  })

  it('sends the events of v4 alone', async () => {
    const modules = createMembersModules()
    const { _id } = await modules.sdk.badgesV2.createBadge({ title: 'Sun' })
    await modules.sdk.badgesV2.deleteBadge(_id)
    expect(firedOf(modules)).toMatchObject([
      ['created-v4', { entity: { title: 'Sun', revision: '1' }, metadata: { entityId: _id } }],
      ['deleted-v4', { metadata: { entityId: _id } }],
    ])
    expect(await modules.sdk.badges.listBadges()).toMatchObject({ metadata: { total: 2 } })
  })

  it('is queried, sorted and paged', async () => {
    const { sdk, host } = createMembersModules()
    const query = sdk.badgesV2.queryBadges().ascending('title').limit(1)
    const first = await query.find()
    expect(first.items).toMatchObject([{ _id: 'moon', revision: '1' }])
    expect(first).toMatchObject({ length: 1, pageSize: 1, currentPage: 0, totalCount: 2 })
    expect([first.totalPages, first.hasNext(), first.hasPrev()]).toEqual([2, true, false])
    const second = await first.next()
    expect(second.items).toMatchObject([{ _id: 'star' }])
    expect([second.currentPage, second.hasNext(), second.hasPrev()]).toEqual([1, false, true])
    expect((await second.prev()).items).toEqual(first.items)
    await expect(second.next()).rejects.toThrow(Error)
    await expect(query.limit(101).find()).rejects.toMatchObject({ status: 400 })
    expect(host.calls.map(({ method }) => method).slice(0, 3)).toEqual([
      'badgesV2.queryBadges.find',
      'badgesV2.queryBadges.next',
      'badgesV2.queryBadges.prev',
    ])
    expect(host.calls[0]?.args).toEqual([{ sort: [{ title: 'ASC' }], limit: 1 }])
  })

  it('is sorted the other way, and gives copies', async () => {
    const { sdk } = createMembersModules()
    const query = sdk.badgesV2.queryBadges().descending('title')
    const { items } = await query.find()
    expect(items.map(({ _id }) => _id)).toEqual(['star', 'moon'])
    items[0]?._createdDate.setFullYear(1999)
    expect((await query.find()).items[0]?._createdDate.getFullYear()).toBe(2025)
  })

  it('answers a query object at once', async () => {
    const { sdk } = createMembersModules()
    const filter = { $or: [{ title: { $startsWith: 'Mo' } }, { title: 'None' }] }
    expect(await sdk.badgesV2.queryBadges({ filter })).toMatchObject({
      badges: [{ _id: 'moon' }],
      pagingMetadata: { count: 1 },
    })
  })

  it('warns of a filter that is not documented', async () => {
    const { sdk, host } = createMembersModules()
    await sdk.badgesV2.queryBadges().eq('textColor', '#FFFFFF').find()
    expect(host.warnings).toEqual(['query-field:badgesV2.queryBadges.textColor'])
  })

  it('moves a badge', async () => {
    const { sdk } = createMembersModules()
    const order = async () => (await sdk.badges.listBadges()).badges.map(({ _id }) => _id)
    await sdk.badgesV2.moveBadge('moon', { position: 'FIRST' })
    expect(await order()).toEqual(['moon', 'star'])
    await sdk.badgesV2.moveBadge('moon', { position: 'AFTER', moveAfterBadgeId: 'star' })
    expect(await order()).toEqual(['star', 'moon'])
  })
})

describe('badgeAssignments', () => {
  it('creates and deletes, with the events of v4 alone', async () => {
    const modules = createMembersModules()
    const { sdk, host } = modules
    const made = await sdk.badgeAssignments.createBadgeAssignment({
      badgeId: 'moon',
      memberId: 'bob',
    })
    expect(made).toEqual({
      _id: expect.any(String),
      badgeId: 'moon',
      memberId: 'bob',
      _createdDate: host.time,
      _updatedDate: host.time,
    })
    expect(await sdk.badges.listMembersByBadge('moon')).toMatchObject({ memberIds: ['bob'] })
    expect(await sdk.badgeAssignments.deleteBadgeAssignment(made._id)).toBeUndefined()
    expect(await sdk.badges.listMembersByBadge('moon')).toMatchObject({ memberIds: [] })
    const time = host.time.toISOString()
    const object = {
      entity: { ...made, _createdDate: time, _updatedDate: time },
      metadata: { entityId: made._id },
    }
    expect(firedOf(modules)).toEqual([
      ['assignment-created', object],
      ['assignment-deleted', object],
    ])
    await expect(sdk.badgeAssignments.deleteBadgeAssignment(made._id)).rejects.toMatchObject({
      status: 404,
    })
  })

  it('in bulk succeeds or fails item by item', async () => {
    const { sdk, host } = createMembersModules()
    const { results, bulkActionMetadata } = await sdk.badgeAssignments.bulkCreateBadgeAssignments(
      [
        { badgeId: 'moon', memberId: 'bob' },
        { badgeId: 'moon', memberId: 'none' },
      ],
      { returnEntity: true },
    )
    expect(bulkActionMetadata).toEqual({
      totalSuccesses: 1,
      totalFailures: 1,
      undetailedFailures: 0,
    })
    expect(results).toMatchObject([
      { itemMetadata: { originalIndex: 0, success: true }, item: { memberId: 'bob' } },
      { itemMetadata: { originalIndex: 1, success: false, error: { code: 'NOT_FOUND' } } },
    ])
    const id = host.world.site.assignments.at(-1)?._id ?? ''
    const deleted = await sdk.badgeAssignments.bulkDeleteBadgeAssignments([id, 'none'])
    expect(deleted.bulkActionMetadata).toMatchObject({ totalSuccesses: 1, totalFailures: 1 })
  })

  it('is queried with cursors', async () => {
    const { sdk } = createMembersModules()
    await sdk.badges.assignBadge('moon', ['ann', 'bob'])
    const query = sdk.badgeAssignments.queryBadgeAssignments().eq('badgeId', 'moon').limit(1)
    const first = await query.find()
    expect(first.items).toMatchObject([{ memberId: 'ann' }])
    expect(first.totalCount).toBeUndefined()
    const { items } = await query.skipTo(String(first.cursors.next)).find()
    expect(items).toMatchObject([{ memberId: 'bob' }])
  })
})
