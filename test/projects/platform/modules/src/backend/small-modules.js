import { cache } from 'wix-cache-backend'
import { wixEvents } from 'wix-events-backend'
import { ok } from 'wix-http-functions'
import { accounts } from 'wix-loyalty.v2'
import { mediaManager } from 'wix-media-backend'
import { notifications } from 'wix-notifications.v2'
import wixRealtimeBackend from 'wix-realtime-backend'
import { notFound } from 'wix-router'
import { generalInfo } from 'wix-site-backend'
import { elevate } from 'wix-auth'
import { Permissions, webMethod } from 'wix-web-module'

const double = webMethod(Permissions.Anyone, async (number) => number * 2)

export async function wixBadges_onBadgeAssigned(event) {
  await elevate(cache.invalidateCache)([{ tag: 'badges' }])
  const party = await wixEvents.createEvent({ title: 'Party' })
  const { account } = await elevate(accounts.getAccountBySecondaryId)({
    memberId: event.data.memberId,
  })
  await elevate(accounts.earnPoints)(account._id, {
    amount: 5,
    appId: 'badges',
    idempotencyKey: event.metadata.id,
  })
  const file = await mediaManager.upload('/badges', Buffer.from('x'), 'gold.png')
  await elevate(notifications.notify)('A badge', ['Dashboard'])
  await wixRealtimeBackend.publish({ name: 'badges' }, { who: event.data.memberId })
  const page = await notFound('none')
  return {
    doubled: await double(21),
    party: party.title,
    file: file.originalFileName,
    ok: ok({ body: 'fine' }).status,
    page: page.status,
    language: await generalInfo.getLanguage(),
  }
}
