import type { DoubleHost, ModuleDouble } from '../double.js'
import { hiddenSecret } from './read-secret.js'
import { createSecretStore, hideValue, type SecretInfo } from './secret-store.js'
import { createSdkError, createVeloError } from './wix-error.js'

/**
 * Stands for `wix-secrets-backend.v2`, whose `getSecretValue()` gives an object around the value.
 */
export const wixSecretsBackendV2 = createSecretsDouble('wix-secrets-backend.v2', createVeloError)

/** Stands for `@wix/secrets`, which has the same functions. */
export const wixSecrets = createSecretsDouble('@wix/secrets', createSdkError)

function createSecretsDouble(
  module: string,
  createError: Parameters<typeof createSecretStore>[1],
): ModuleDouble {
  return {
    names: [module],
    create(host) {
      const store = createSecretStore(host, createError)
      const call = <T>(
        method: string,
        args: unknown[],
        answer: () => T,
        describe?: (value: T) => unknown,
      ): Promise<T> =>
        host.call(module, `secrets.${method}`, args, answer, {
          needsElevation: method !== 'createSecret',
          ...(describe && { describe }),
        })

      const secrets = {
        getSecretValue: (name: unknown): Promise<{ value: string }> =>
          call(
            'getSecretValue',
            [name],
            () => withTextWarning(host, { value: store.read(name) }),
            () => ({ value: hiddenSecret }),
          ),
        listSecretInfo: () =>
          call('listSecretInfo', [], () => ({ secrets: store.list().map(toUnderscored) })),
        createSecret: (secret: unknown) =>
          call('createSecret', [hideValue(secret)], () => store.create(secret)),
        updateSecret: (id: unknown, change: unknown) =>
          call('updateSecret', [id, hideValue(change)], () => store.update(id, change)),
        deleteSecret: (id: unknown) => call('deleteSecret', [id], () => store.remove(id)),
      }
      return { named: { secrets } }
    },
  }
}

function toUnderscored({ id, createdDate, updatedDate, ...rest }: SecretInfo) {
  return { _id: id, ...rest, _createdDate: createdDate, _updatedDate: updatedDate }
}

// Documentation samples use the object as if it were the text, which sends "[object Object]".
function withTextWarning<T extends object>(host: DoubleHost, secret: T): T {
  const toText = (): string => {
    host.warn(
      'secret-object-as-text',
      'getSecretValue() gives an object, which is used as text here: the secret is in its .value',
    )
    return '[object Object]'
  }
  return Object.defineProperties(secret, {
    toString: { value: toText },
    [Symbol.toPrimitive]: { value: toText },
  })
}
