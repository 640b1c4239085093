import { describe, expect, it } from 'vitest'
import type { ModuleDouble } from '../../../src/platform/double.js'
import { wixSecretsBackend } from '../../../src/platform/modules/wix-secrets-backend.js'
import {
  wixSecrets,
  wixSecretsBackendV2,
} from '../../../src/platform/modules/wix-secrets-backend.v2.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-secrets-backend/get-secret,
// dev.wix.com/docs/sdk/backend-modules/secrets/secrets/get-secret-value.

type GetSecret = (name: unknown) => Promise<string>
type Secrets = { getSecretValue(name: unknown): Promise<{ value: string }> }

describe('wix-secrets-backend', () => {
  it('resolves to the value itself, which the record does not show', async () => {
    const host = createFakeHost()
    host.secrets = { API_KEY: 'k3y' }
    const { default: api, named } = wixSecretsBackend.create(host)
    expect(await (named as { getSecret: GetSecret }).getSecret('API_KEY')).toBe('k3y')
    expect(await (api as { getSecret: GetSecret }).getSecret('API_KEY')).toBe('k3y')
    expect(host.calls[0]).toMatchObject({ module: 'wix-secrets-backend', method: 'getSecret' })
    expect(host.calls[0]).toMatchObject({ args: ['API_KEY'], result: '(secret)' })
    expect(JSON.stringify(host.calls)).not.toContain('k3y')
  })

  it('rejects for a missing one with its name and where to define it', async () => {
    const { named } = wixSecretsBackend.create(createFakeHost())
    const { getSecret } = named as { getSecret: GetSecret }
    await expect(getSecret('NOPE')).rejects.toThrow(/"NOPE".*\.env\.local or \.env/)
    await expect(getSecret(undefined)).rejects.toThrow(TypeError)
  })
})

describe.each<[string, ModuleDouble]>([
  ['wix-secrets-backend.v2', wixSecretsBackendV2],
  ['@wix/secrets', wixSecrets],
])('%s', (name, double) => {
  it('resolves to an object around the value', async () => {
    const host = createFakeHost()
    host.secrets = { API_KEY: 'k3y' }
    const { secrets } = double.create(host).named as { secrets: Secrets }
    expect(double.names).toEqual([name])
    expect(await secrets.getSecretValue('API_KEY')).toEqual({ value: 'k3y' })
    expect(host.calls[0]).toMatchObject({ module: name, method: 'secrets.getSecretValue' })
    expect(host.calls[0]?.result).toEqual({ value: '(secret)' })
    await expect(secrets.getSecretValue('NOPE')).rejects.toThrow('NOPE')
  })
})
