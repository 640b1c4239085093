import { secrets as sdkSecrets } from '@wix/secrets'
import { elevate } from 'wix-auth'
import { getSecret } from 'wix-secrets-backend'
import { secrets } from 'wix-secrets-backend.v2'

export async function wixBadges_onBadgeAssigned() {
  const text = await getSecret('API_KEY')
  const { value } = await elevate(secrets.getSecretValue)('API_KEY')
  const answer = await elevate(sdkSecrets.getSecretValue)('API_KEY')
  return { same: text === value && value === answer.value, length: text.length }
}
