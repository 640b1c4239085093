import type { ModuleDouble } from '../double.js'
import { hiddenSecret } from './read-secret.js'
import { createSecretStore, hideValue, type SecretInfo } from './secret-store.js'
import { createVeloError } from './wix-error.js'

const module = 'wix-secrets-backend'

/** Stands for `wix-secrets-backend`, whose `getSecret()` gives the value itself. */
export const wixSecretsBackend: ModuleDouble = {
  names: [module],
  create(host) {
    const store = createSecretStore(host, createVeloError)
    const methods = {
      getSecret: (name: unknown): Promise<string> =>
        host.call(module, 'getSecret', [name], () => store.read(name), {
          describe: () => hiddenSecret,
        }),
      listSecretInfo: (): Promise<SecretInfo[]> =>
        host.call(module, 'listSecretInfo', [], () => store.list()),
      createSecret: (secret: unknown): Promise<string> =>
        host.call(module, 'createSecret', [hideValue(secret)], () => store.create(secret)),
      updateSecret: (id: unknown, change: unknown): Promise<void> =>
        host.call(module, 'updateSecret', [id, hideValue(change)], () => store.update(id, change)),
      deleteSecret: (id: unknown): Promise<void> =>
        host.call(module, 'deleteSecret', [id], () => store.remove(id)),
    }
    return { default: methods, named: methods }
  },
}
