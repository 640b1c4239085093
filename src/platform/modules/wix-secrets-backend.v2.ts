import type { ModuleDouble } from '../double.js'
import { hiddenSecret, readSecret } from './read-secret.js'

/**
 * Stands for `wix-secrets-backend.v2`, whose `getSecretValue()` gives an object around the value.
 */
export const wixSecretsBackendV2 = createSecretsDouble('wix-secrets-backend.v2')

/** Stands for `@wix/secrets`, which has the same functions. */
export const wixSecrets = createSecretsDouble('@wix/secrets')

function createSecretsDouble(module: string): ModuleDouble {
  return {
    names: [module],
    create(host) {
      const getSecretValue = (name: unknown): Promise<{ value: string }> =>
        host.call(
          module,
          'secrets.getSecretValue',
          [name],
          () => ({ value: readSecret(host.world, name) }),
          { describe: () => ({ value: hiddenSecret }) },
        )
      return { named: { secrets: { getSecretValue } } }
    },
  }
}
