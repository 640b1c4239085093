import type { ModuleDouble } from '../double.js'
import { hiddenSecret, readSecret } from './read-secret.js'

/** Stands for `wix-secrets-backend`, whose `getSecret()` gives the value itself. */
export const wixSecretsBackend: ModuleDouble = {
  names: ['wix-secrets-backend'],
  create(host) {
    const getSecret = (name: unknown): Promise<string> =>
      host.call('wix-secrets-backend', 'getSecret', [name], () => readSecret(host.world, name), {
        describe: () => hiddenSecret,
      })
    return { default: { getSecret }, named: { getSecret } }
  },
}
