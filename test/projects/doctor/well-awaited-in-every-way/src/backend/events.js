import wixData, { query } from 'wix-data'
import { elevate } from 'wix-auth'
import { badges } from 'wix-members-backend'

export async function wixBadges_onBadgeAssigned(event) {
  const builder = wixData.query('Log').eq('memberId', event.data.memberId)
  builder.limit(10)
  const { items } = await builder.find()
  const saving = wixData.save('Log', { _id: '1' })
  const others = items.map((item) => wixData.remove('Log', item._id))
  await Promise.allSettled([saving, ...others])
  for (const item of items) await wixData.update('Log', item)
  for await (const item of [wixData.get('A', '1')]) console.log(item)
  await new Promise((resolve, reject) => {
    wixData.get('Log', '1').then(resolve, reject)
  })
  const elevated = elevate(badges.assignMembers)
  await elevated('gold', ['m'])
  await query('Log').count()
  console.log(await helper(event))
  return event.data.memberId ? wixData.get('A', '1') : helper(event)
}

async function helper(event) {
  try {
    return await wixData.get('Members', event.data.memberId)
  } catch {
    return null
  }
}

export const wixBadges_onBadgeUnassigned = async (event) => {
  const run = () => wixData.remove('Log', event.data.memberId)
  await retry(run)
}

async function retry(run) {
  try {
    return await run()
  } catch {
    return run()
  }
}
