import { getSecret } from 'wix-secrets-backend'
import { send } from 'backend/mail'

export async function wixBadges_onBadgeAssigned(event) {
  const hook = await getSecret('WELCOME_HOOK')
  const known = await getSecret('KNOWN')
  await send(hook, known, event.data.memberId)
}
