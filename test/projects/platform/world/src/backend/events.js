import wixData from 'wix-data'
import { contacts } from 'wix-crm-backend'
import { badges, members } from 'wix-members.v2'
import { elevate } from 'wix-auth'

let runsOfModule = 0

// What is there when a badge was assigned.
export async function wixBadges_onBadgeAssigned({ data, metadata }) {
  const { memberId } = data
  const holders = await elevate(badges.listMembersByBadge)(metadata.entityId)
  const perMember = await elevate(badges.listBadgesPerMember)([memberId])
  const member = await elevate(members.getMember)(memberId, { fieldsets: ['FULL'] })
  const badge = await elevate(badges.getBadge)(metadata.entityId)
  const contact = await elevate(contacts.getContact)(member.contactId)
  const shown = await wixData.query('Members/Badges').eq('_id', metadata.entityId).find()
  return {
    holders: holders.memberIds,
    badgesOfMember: perMember.memberBadgeIds[0].badgeIds,
    email: member.loginEmail,
    badge: badge.title,
    shown: shown.items[0].title,
    jobTitle: contact.info.jobTitle,
  }
}

// What is there when a badge was taken away.
export async function wixBadges_onBadgeUnassigned({ data, metadata }) {
  const holders = await elevate(badges.listMembersByBadge)(metadata.entityId)
  const badge = await elevate(badges.getBadge)(metadata.entityId)
  const member = await elevate(members.getMember)(data.memberId)
  return { holders: holders.memberIds, badge: badge.title, member: member._id }
}

// A badge that is new, and one that is gone.
export async function wixBadges_onBadgeCreated({ metadata }) {
  const { title } = await elevate(badges.getBadge)(metadata.entityId)
  return { title }
}

export async function wixBadges_onBadgeDeleted({ metadata }) {
  const answer = await elevate(badges.getBadge)(metadata.entityId).then(
    () => 'there',
    (error) => error.details.applicationError.code,
  )
  const { items } = await wixData.query('Members/Badges').ascending('_id').find()
  return { answer, left: items.map(({ _id }) => _id) }
}

// Every data hook, in the order of the calls.
export async function wixBadges_onBadgeUpdated() {
  const inserted = await wixData.insert('Log', { _id: 'new', title: 'fresh' })
  console.log(`inserted ${inserted.title} ${inserted.isShown}`)
  const { isShown, ...stored } = await wixData.get('Log', 'new')
  await wixData.update('Log', { ...stored, title: 'changed' })
  await wixData.query('Log').ascending('_id').find()
  await wixData.query('Log').count()
  await wixData.remove('Log', 'doomed')
  await wixData.insert('Log', { title: 'silent' }, { suppressHooks: true })
  return { isShown, refused: await wixData.insert('Refused', {}).catch(({ message }) => message) }
}

// How often this world, and this module, was there before.
export async function wixMembers_onMemberUpdated() {
  runsOfModule += 1
  await wixData.insert('Visits', { at: new Date(), chance: Math.random() })
  const visits = await wixData.query('Visits').count()
  return { visits, runsOfModule }
}

// A query among many.
export async function wixMembers_onMemberDeleted() {
  const query = wixData.query('Many').eq('title', 'item 7777')
  await query.find()
  const startedAt = performance.now()
  const { items } = await query.find()
  return { ms: performance.now() - startedAt, found: items.map(({ _id }) => _id) }
}

// Filters that leave out more than it seems.
export async function wixMembers_onMemberCreated() {
  await wixData.query('Log').eq('title', 'SEED').find({ suppressHooks: true })
}
