import { describe, expect, it } from 'vitest'
import { createMembersModules, firedOf } from './members-modules.js'

// Facts: dev.wix.com/docs/velo/apis/wix-members-backend/badges,
// …/velo/apis/wix-members-v2/badges and …/sdk/backend-modules/members/badges.

describe('assigning', () => {
  it('is seen alike through all dialects, each in its own shape', async () => {
    const modules = createMembersModules()
    const { stable, v2, users, sdk, host } = modules
    expect(await stable.badges?.assignMembers?.('moon', ['ann', 'bob'])).toEqual(['ann', 'bob'])
    expect(await v2.badges?.listMembersByBadge?.('moon')).toEqual({
      memberIds: ['ann', 'bob'],
      metadata: { count: 2, offset: 0, total: 2, tooManyToCount: false },
    })
    expect(await sdk.badges.listBadgesPerMember(['bob', 'ann'])).toEqual({
      memberBadgeIds: [
        { memberId: 'bob', badgeIds: ['moon'] },
        { memberId: 'ann', badgeIds: ['star', 'moon'] },
      ],
    })
    expect(await users.badges?.listMemberBadges?.(['bob'])).toEqual([
      { memberId: 'bob', badgeIds: ['moon'] },
    ])
    expect(await stable.badges?.listMembers?.('moon')).toEqual(['ann', 'bob'])
    const { items } = await sdk.badgeAssignments
      .queryBadgeAssignments()
      .eq('badgeId', 'moon')
      .find()
    expect(items).toMatchObject([{ memberId: 'ann' }, { memberId: 'bob' }])
    expect(await sdk.badges.getMemberCountsPerBadge()).toEqual({
      badgeMemberCounts: [
        { badgeId: 'star', memberCount: 1 },
        { badgeId: 'moon', memberCount: 2 },
      ],
    })
    expect(host.calls[0]).toMatchObject({
      module: 'wix-members-backend',
      method: 'badges.assignMembers',
      args: ['moon', ['ann', 'bob']],
    })
  })

  it('sends one event for each member, of the service that was called', async () => {
    const modules = createMembersModules()
    const { sdk } = modules
    expect(await sdk.badges.assignBadge('moon', ['ann', 'bob'])).toEqual({
      memberIds: ['ann', 'bob'],
    })
    expect(firedOf(modules)).toEqual([
      ['assigned', { data: { memberId: 'ann' }, metadata: { entityId: 'moon' } }],
      ['assigned', { data: { memberId: 'bob' }, metadata: { entityId: 'moon' } }],
    ])
  })

  it('of one who has the badge changes nothing and sends nothing', async () => {
    const modules = createMembersModules()
    const { v2, sdk, host } = modules
    expect(await v2.badges?.assignBadge?.('star', ['ann'])).toEqual({ memberIds: ['ann'] })
    const again = await sdk.badgeAssignments.createBadgeAssignment({
      badgeId: 'star',
      memberId: 'ann',
    })
    expect(again._id).toBe(host.world.site.assignments[0]?._id)
    expect(host.world.site.assignments).toHaveLength(1)
    expect(host.fired).toEqual([])
  })

  it('several badges to one member is a method of wix-members.v2 alone', async () => {
    const { v2, sdk } = createMembersModules()
    expect(await v2.badges?.assignBadges?.('bob', ['star', 'moon'])).toEqual({
      ids: ['star', 'moon'],
    })
    expect(await v2.badges?.listBadgesPerMember?.(['bob'])).toEqual({
      memberBadgeIds: [{ memberId: 'bob', badgeIds: ['star', 'moon'] }],
    })
    expect(sdk.badges).not.toHaveProperty('assignBadges')
  })
})

describe('unassigning', () => {
  it('takes the badge away and sends unassigned', async () => {
    const modules = createMembersModules()
    expect(await modules.stable.badges?.removeMembers?.('star', ['ann', 'bob'])).toBeUndefined()
    expect(await modules.sdk.badges.listMembersByBadge('star')).toMatchObject({ memberIds: [] })
    expect(firedOf(modules)).toEqual([
      ['unassigned', { data: { memberId: 'ann' }, metadata: { entityId: 'star' } }],
    ])
  })
})

describe('a badge', () => {
  it('is created with the documented defaults, and with a role in the stable module', async () => {
    const modules = createMembersModules()
    const badge = await modules.stable.badges?.createBadge?.({ title: 'Community Mod' })
    expect(badge).toEqual({
      _id: expect.any(String),
      _createdDate: modules.host.time,
      _updatedDate: modules.host.time,
      title: 'Community Mod',
      slug: 'community-mod',
      description: '',
      backgroundColor: '#796EFF',
      textColor: '#FFFFFF',
      icon: '',
      roleId: badge._id,
    })
    const time = modules.host.time.toISOString()
    expect(firedOf(modules)).toEqual([
      [
        'created',
        {
          entity: {
            _id: badge._id,
            _createdDate: time,
            _updatedDate: time,
            title: 'Community Mod',
            slug: 'community-mod',
            backgroundColor: '#796EFF',
            textColor: '#FFFFFF',
            permissionsEnabled: false,
          },
          metadata: { entityId: badge._id },
        },
      ],
    ])
  })

  it('has no empty fields and no revision in the v3 service', async () => {
    const { v2, sdk } = createMembersModules()
    expect(await v2.badges?.getBadge?.('star')).toEqual(await sdk.badges.getBadge('star'))
    expect(Object.keys(await sdk.badges.getBadge('star')).sort()).toEqual([
      '_createdDate',
      '_id',
      '_updatedDate',
      'backgroundColor',
      'permissionsEnabled',
      'slug',
      'textColor',
      'title',
    ])
  })

  it('keeps what an update does not name; the slug follows the title', async () => {
    const modules = createMembersModules()
    const { host, sdk } = modules
    host.time = new Date('2026-05-01T00:00:00.000Z')
    const badge = await sdk.badges.updateBadge('moon', { title: 'Star', permissionsEnabled: true })
    expect(badge).toMatchObject({
      title: 'Star',
      slug: 'star-1',
      description: 'Posts at night',
      permissionsEnabled: false,
      _updatedDate: host.time,
    })
    expect(firedOf(modules)).toMatchObject([
      ['updated', { entity: { _id: 'moon', slug: 'star-1' }, metadata: { entityId: 'moon' } }],
    ])
    await sdk.badges.updateBadge('moon', { description: '' })
    expect(await sdk.badges.getBadge('moon')).not.toHaveProperty('description')
  })

  it('takes its assignments with it', async () => {
    const modules = createMembersModules()
    expect(await modules.v2.badges?.deleteBadge?.('star')).toBeUndefined()
    expect(await modules.stable.badges?.listMemberBadges?.(['ann'])).toEqual([
      { memberId: 'ann', badgeIds: [] },
    ])
    expect(firedOf(modules)).toEqual([['deleted', { metadata: { entityId: 'star' } }]])
  })

  it('is listed in the order of display', async () => {
    const { v2, sdk } = createMembersModules()
    await v2.badges?.updateBadgesDisplayOrder?.(['moon'])
    const { badges, metadata } = await sdk.badges.listBadges({ paging: { limit: 1 } })
    expect(badges).toMatchObject([{ _id: 'moon' }])
    expect(metadata).toMatchObject({ count: 1, offset: 0, total: 2 })
  })

  it('that a handler got and changed stays as it is on the site', async () => {
    const { sdk, v2 } = createMembersModules()
    const badge = await sdk.badges.getBadge('star')
    badge.title = 'Changed'
    badge._createdDate.setFullYear(1999)
    const other = await v2.badges?.getBadge?.('star')
    expect(other.title).toBe('Star')
    expect(other._createdDate.getFullYear()).toBe(2025)
  })
})

describe('a call that fails', () => {
  it('has the standard error of its dialect', async () => {
    const { stable, v2, sdk } = createMembersModules()
    const velo = { details: { applicationError: { code: 'NOT_FOUND' } } }
    await expect(stable.badges?.assignMembers?.('none', ['ann'])).rejects.toMatchObject(velo)
    await expect(v2.badges?.assignBadge?.('star', ['none'])).rejects.toMatchObject(velo)
    await expect(v2.badges?.getBadge?.('none')).rejects.not.toHaveProperty('status')
    await expect(sdk.badges.getBadge('none')).rejects.toMatchObject({ ...velo, status: 404 })
    await expect(sdk.badges.createBadge({})).rejects.toMatchObject({
      status: 400,
      details: { validationError: { fieldViolations: [{ field: 'badge.title' }] } },
    })
  })

  it('changes nothing and sends nothing', async () => {
    const { v2, host } = createMembersModules()
    await expect(v2.badges?.assignBadge?.('moon', ['bob', 'none'])).rejects.toThrow()
    expect(host.world.site.assignments).toHaveLength(1)
    expect(host.fired).toEqual([])
  })
})

describe('rights', () => {
  it('are asked for to write, and everywhere in wix-members-backend', async () => {
    const { stable, v2, sdk, users, host } = createMembersModules()
    await sdk.badges.getBadge('star')
    await v2.badges?.listBadges?.()
    await users.badges?.assignMembers?.('moon', ['bob'])
    expect(host.warnings).toEqual([])
    await sdk.badges.assignBadge('moon', ['bob'])
    await v2.badges?.deleteBadge?.('moon')
    await stable.badges?.listMembers?.('star')
    expect(host.warnings).toEqual([
      'needs-elevation:@wix/members.badges.assignBadge',
      'needs-elevation:wix-members.v2.badges.deleteBadge',
      'needs-elevation:wix-members-backend.badges.listMembers',
    ])
  })

  it('come with elevate', async () => {
    const { sdk, host } = createMembersModules()
    await host.elevate(sdk.badges.assignBadge)('moon', ['bob'])
    expect(host.warnings).toEqual([])
  })
})
