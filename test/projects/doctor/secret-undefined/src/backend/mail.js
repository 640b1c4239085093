import { getSecret } from 'wix-secrets-backend'

export async function send(...parts) {
  console.log(await getSecret('MAIL_KEY'), await getSecret('WELCOME_HOOK'), parts)
}
