import { describe, expect, it } from 'vitest'
import { createMembersModules, firedOf } from './members-modules.js'

// Facts: dev.wix.com/docs/velo/apis/wix-members-backend/members, …/velo/apis/wix-members-v2/members,
// …/sdk/backend-modules/members/members and …/velo/apis/wix-users-backend/get-user.

const full = { fieldsets: ['FULL' as const] }

describe('a member', () => {
  it('has the names of each dialect', async () => {
    const { stable, v2, sdk, users } = createMembersModules()
    expect(await stable.members?.getMember?.('ann', full)).toMatchObject({
      loginEmail: 'ann@example.com',
      contactDetails: { firstName: 'Ann', phones: ['555'], emails: ['ann@example.com'] },
      profile: { nickname: 'Ann Lee' },
    })
    const member = await v2.members?.getMember?.('ann', full)
    expect(member).toMatchObject({ contact: { firstName: 'Ann' }, status: 'APPROVED' })
    expect(member).not.toHaveProperty('contactDetails')
    expect(await sdk.members.getMember('ann', full)).toEqual(member)
    expect(await users.getUser?.('ann')).toMatchObject({
      id: 'ann',
      firstName: 'Ann',
      status: 'ACTIVE',
      loginEmail: 'ann@example.com',
    })
  })

  it('shows its public fields alone, unless more are asked for', async () => {
    const { stable, sdk } = createMembersModules()
    expect(Object.keys(await sdk.members.getMember('ann')).sort()).toEqual([
      '_createdDate',
      '_id',
      '_updatedDate',
      'activityStatus',
      'contactId',
      'privacyStatus',
      'profile',
      'status',
    ])
    expect(await stable.members?.getMember?.('ann')).toEqual({
      _id: 'ann',
      profile: expect.any(Object),
      status: 'UNKNOWN',
      privacyStatus: 'UNKNOWN',
      activityStatus: 'UNKNOWN',
    })
    const extended = await sdk.members.getMember('ann', { fieldsets: ['EXTENDED'] })
    expect(extended).toMatchObject({ loginEmail: 'ann@example.com', status: 'APPROVED' })
    expect(extended).not.toHaveProperty('contact')
  })

  it('that does not exist is an error, of each dialect', async () => {
    const { stable, v2, sdk, users } = createMembersModules()
    const velo = { details: { applicationError: { code: 'NOT_FOUND' } } }
    await expect(stable.members?.getMember?.('none')).rejects.toMatchObject(velo)
    await expect(v2.members?.updateMember?.('none', {})).rejects.toMatchObject(velo)
    await expect(users.getUser?.('none')).rejects.toMatchObject(velo)
    await expect(sdk.members.getMember('none')).rejects.toMatchObject({ ...velo, status: 404 })
  })

  it('that a handler got and changed stays as it is on the site', async () => {
    const { sdk } = createMembersModules()
    const { contact } = await sdk.members.getMember('ann', full)
    contact?.phones.push('666')
    expect(await sdk.members.getMember('ann', full)).toMatchObject({ contact: { phones: ['555'] } })
  })
})

describe('changing members', () => {
  it('creates one with a contact, and sends member-created', async () => {
    const modules = createMembersModules()
    const { v2, sdk, host } = modules
    const member = await v2.members?.createMember?.({
      member: { loginEmail: 'eve@example.com', contact: { firstName: 'Eve' } },
    })
    expect(member).toMatchObject({ status: 'APPROVED', contact: { firstName: 'Eve' } })
    expect(member.contact).not.toHaveProperty('lastName')
    expect(await sdk.members.getMember(member._id, full)).toEqual(member)
    expect(host.world.site.contacts.get(member.contactId)).toMatchObject({
      primaryInfo: { email: 'eve@example.com' },
      info: { name: { first: 'Eve' } },
    })
    expect(firedOf(modules)).toMatchObject([
      [
        'member-created',
        {
          entity: { _id: member._id, contactDetails: { firstName: 'Eve' } },
          metadata: { entityId: member._id },
        },
      ],
    ])
    expect(host.fired[0]?.object.entity?._createdDate).toBe(host.time.toISOString())
  })

  it('updates the given fields, clears with "", ignores an empty list', async () => {
    const modules = createMembersModules()
    const { sdk, host } = modules
    await sdk.members.updateMember('ann', {
      loginEmail: 'other@example.com',
      contact: { lastName: '', phones: [], company: 'Example Books' },
      profile: { title: 'Reader', slug: 'other' },
    })
    const member = await sdk.members.getMember('ann', full)
    expect(member).toMatchObject({
      loginEmail: 'ann@example.com',
      contact: { firstName: 'Ann', phones: ['555'], company: 'Example Books' },
      profile: { nickname: 'Ann Lee', title: 'Reader' },
    })
    expect(member.contact).not.toHaveProperty('lastName')
    expect(member.profile.slug).not.toBe('other')
    expect(host.world.site.contacts.get('ann')).toMatchObject({
      revision: 1,
      info: { company: 'Example Books', name: { first: 'Ann' } },
    })
    expect(firedOf(modules)).toMatchObject([
      ['member-updated', { entity: { _id: 'ann' }, metadata: { entityId: 'ann' } }],
    ])
  })

  it('takes the names of the stable dialect there', async () => {
    const { stable, sdk } = createMembersModules()
    const info = { contactDetails: { jobTitle: 'Editor' } }
    expect(await stable.members?.updateMember?.('ann', info)).toMatchObject({
      contactDetails: { firstName: 'Ann', jobTitle: 'Editor' },
    })
    expect(await sdk.members.getMember('ann', full)).toMatchObject({
      contact: { jobTitle: 'Editor' },
    })
    const cleared = await stable.members?.deleteMemberPhones?.('ann')
    expect(cleared.contactDetails.phones).toEqual([])
  })

  it('deletes the member and the badges of it', async () => {
    const modules = createMembersModules()
    const { v2, sdk } = modules
    expect(await v2.members?.deleteMember?.('ann')).toBeUndefined()
    expect(await sdk.members.deleteMember('bob')).toEqual({})
    expect(await sdk.badges.listMembersByBadge('star')).toMatchObject({ memberIds: [] })
    expect(firedOf(modules)).toEqual([
      ['member-deleted', { metadata: { entityId: 'ann' } }],
      ['member-deleted', { metadata: { entityId: 'bob' } }],
    ])
  })

  it('blocks and mutes, and gives the member wrapped', async () => {
    const { sdk } = createMembersModules()
    expect(await sdk.members.blockMember('ann')).toMatchObject({ member: { status: 'BLOCKED' } })
    expect(await sdk.members.muteMember('ann')).toMatchObject({
      member: { status: 'BLOCKED', activityStatus: 'MUTED' },
    })
  })
})

describe('queryMembers', () => {
  it('filters by fields that the answer does not show', async () => {
    const { v2, sdk } = createMembersModules()
    const found = await v2.members?.queryMembers?.().eq('contact.firstName', 'Ann').find()
    expect(found.items).toMatchObject([{ _id: 'ann', status: 'UNKNOWN' }])
    expect(found.items[0]).not.toHaveProperty('contact')
    const byEmail = sdk.members.queryMembers(full).startsWith('loginEmail', 'bob')
    expect((await byEmail.find()).items).toMatchObject([
      { contact: { emails: ['bob@example.com'] } },
    ])
  })

  it.each([
    ['eq', ['_id', 'ann'], ['ann']],
    ['ne', ['_id', 'ann'], ['bob']],
    ['gt', ['_id', 'ann'], ['bob']],
    ['ge', ['_id', 'ann'], ['ann', 'bob']],
    ['lt', ['_id', 'bob'], ['ann']],
    ['le', ['_id', 'ann'], ['ann']],
    ['in', ['_id', ['bob', 'x']], ['bob']],
    ['hasSome', ['_id', 'x', 'ann'], ['ann']],
    ['exists', ['contact.firstName', false], []],
    ['eq', ['contact.firstName', undefined], []],
  ])('%s %j finds %j', async (operator, args, ids) => {
    const { v2 } = createMembersModules()
    const found = await v2.members
      ?.queryMembers?.()
      [operator](...args)
      .find()
    expect(found.items.map(({ _id }: { _id: string }) => _id)).toEqual(ids)
  })

  it('gives 50 members unless told otherwise', async () => {
    const { sdk } = createMembersModules()
    expect((await sdk.members.queryMembers().find()).pageSize).toBe(50)
    expect(await sdk.members.listMembers({ paging: { offset: 1 } })).toMatchObject({
      members: [{ _id: 'bob' }],
      metadata: { count: 1, offset: 1, total: 2, tooManyToCount: false },
    })
  })
})

describe('the current member', () => {
  it('is nobody: calls fail, and a warning names event.data.memberId', async () => {
    const { stable, v2, sdk, users, host } = createMembersModules()
    const warned: string[] = []
    host.warn = (code, message) => warned.push(`${code} ${message}`)
    const notFound = { details: { applicationError: { code: 'NOT_FOUND' } } }
    await expect(stable.currentMember?.getMember?.()).rejects.toMatchObject(notFound)
    await expect(stable.currentMember?.getRoles?.()).rejects.toMatchObject(notFound)
    await expect(v2.members?.getCurrentMember?.()).rejects.toMatchObject(notFound)
    await expect(sdk.members.getCurrentMember()).rejects.toMatchObject({ status: 404 })
    expect(users.currentUser).toMatchObject({ loggedIn: false, role: 'Visitor' })
    await expect(users.currentUser?.getEmail?.()).rejects.toMatchObject(notFound)
    expect(warned).toHaveLength(5)
    for (const text of warned) expect(text).toMatch(/^no-current-member .*event\.data\.memberId/)
  })
})

describe('roles', () => {
  it('are given with the role first in the stable dialect, last in the others', async () => {
    const { stable, v2, sdk, users, host } = createMembersModules()
    const options = { suppressAuth: true }
    expect(await stable.authorization?.assignRole?.('vip', 'ann', options)).toBeUndefined()
    await users.roles?.assignRole?.('old', 'ann', options)
    expect(host.warnings).toEqual([])
    expect(await v2.authorization?.assignRole?.('ann', 'new')).toEqual({ roleKey: 'new' })
    await users.roles?.removeRole?.('old', 'ann', options)
    expect(await sdk.authorization.getRoles('ann')).toEqual({
      roles: [
        { roleKey: 'vip', title: 'vip' },
        { roleKey: 'new', title: 'new' },
      ],
    })
    await sdk.authorization.unassignRole('ann', 'vip')
    const query = { query: { filter: { memberId: { $in: ['ann'] } } } }
    expect(await v2.authorization?.queryRoles?.(query)).toEqual({
      rolesByMemberId: { ann: { roles: [{ roleKey: 'new', title: 'new' }] } },
    })
    await stable.authorization?.assignRole?.('vip', 'ann')
    expect(host.warnings).toContain('needs-elevation:wix-members-backend.authorization.assignRole')
  })
})

describe('authentication', () => {
  it('registers, hides the password, and knows the address again', async () => {
    const { stable, host } = createMembersModules()
    const { authentication } = stable
    const answer = await authentication?.register?.('eve@example.com', 'secret', {
      contactInfo: { firstName: 'Eve' },
    })
    expect(answer).toMatchObject({
      status: 'ACTIVE',
      sessionToken: expect.any(String),
      member: { loginEmail: 'eve@example.com', contactDetails: { firstName: 'Eve' } },
    })
    expect(host.fired).toMatchObject([{ event: 'member-created' }])
    expect(await authentication?.login?.('eve@example.com', 'secret')).toBe(answer.sessionToken)
    expect(JSON.stringify(host.calls)).not.toContain('secret')
    await expect(authentication?.register?.('eve@example.com', 'x')).rejects.toMatchObject({
      details: { applicationError: { code: '-19995' } },
    })
    await expect(authentication?.login?.('nobody@example.com', 'x')).rejects.toMatchObject({
      details: { applicationError: { code: '-19999' } },
    })
  })

  it('changes the login address, approves and blocks', async () => {
    const { stable, sdk } = createMembersModules()
    const { authentication } = stable
    await authentication?.blockByEmail?.('ann@example.com')
    expect(await sdk.members.getMember('ann', full)).toMatchObject({ status: 'BLOCKED' })
    expect(await authentication?.approveByEmail?.('ann@example.com')).toEqual(expect.any(String))
    expect(await authentication?.changeLoginEmail?.('ann', 'lee@example.com')).toMatchObject({
      loginEmail: 'lee@example.com',
      status: 'APPROVED',
    })
    expect(await authentication?.sendSetPasswordEmail?.('lee@example.com')).toBeUndefined()
  })
})

describe('rights', () => {
  it('are asked for to change members, and to see more than the public fields', async () => {
    const { sdk, v2, host } = createMembersModules()
    await sdk.members.getMember('ann')
    await sdk.members.queryMembers().find()
    expect(host.warnings).toEqual([])
    await sdk.members.getMember('ann', full)
    await host.elevate(sdk.members.queryMembers)(full).find()
    await v2.members?.queryMembers?.(full).find()
    await v2.members?.updateMember?.('ann', {})
    expect(host.warnings).toEqual([
      'needs-elevation:@wix/members.members.getMember',
      'needs-elevation:wix-members.v2.members.queryMembers.find',
      'needs-elevation:wix-members.v2.members.updateMember',
    ])
  })
})
