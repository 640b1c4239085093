import { elevate } from 'wix-auth'
import { secrets } from 'wix-secrets-backend.v2'

const getSecretValue = elevate(secrets.getSecretValue)

export async function wixBadges_onBadgeAssigned(event) {
  const key = await getSecretValue('KEY')
  const { value } = await getSecretValue('KEY')
  const held = await elevate(secrets.getSecretValue)('KEY')
  console.log(`Bearer ${key}`, value, held.value, event.data.memberId)
  console.log((await elevate(secrets.getSecretValue)('KEY')).trim())
}
