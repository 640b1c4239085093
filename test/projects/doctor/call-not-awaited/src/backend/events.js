import wixData from 'wix-data'
import { fetch } from 'wix-fetch'
import { triggeredEmails } from 'wix-crm-backend'
import { elevate } from 'wix-auth'
import { badges } from 'wix-members.v2'

const assign = elevate(badges.assignBadge)

export async function wixBadges_onBadgeAssigned(event) {
  const { memberId } = event.data
  wixData.insert('Log', { memberId })
  fetch('https://example.com').then((response) => response.json())
  const sent = triggeredEmails.emailMember('welcome', memberId)
  elevate(badges.unassignBadge)('old', [memberId])
  assign('new', [memberId])
  await wixData.query('Log').find().then(({ items }) => {
    wixData.remove('Log', items[0]._id)
  })
  if (memberId) void wixData.get('Log', memberId)
  memberId && wixData.truncate('Log')
  Promise.all([wixData.get('A', '1'), wixData.get('A', '2')])
  const ids = ['a', 'b']
  ids.forEach(async (id) => {
    await wixData.remove('Log', id)
  })
  countDown(memberId)
}

async function countDown(memberId) {
  await wixData.save('Counts', { _id: memberId })
}

export function wixBadges_onBadgeUnassigned(event) {
  clear(event.data.memberId)
}

function clear(memberId) {
  wixData.query('Log').eq('memberId', memberId).count()
}
