import { deepStrictEqual } from 'node:assert'
import { describe, expect, it } from 'vitest'
import type { ModuleDouble } from '../../../src/platform/double.js'
import { wixAuth } from '../../../src/platform/modules/wix-auth.js'
import { wixSecretsBackend } from '../../../src/platform/modules/wix-secrets-backend.js'
import {
  wixSecrets,
  wixSecretsBackendV2,
} from '../../../src/platform/modules/wix-secrets-backend.v2.js'
import { createFakeHost, type FakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-secrets-backend/{create-secret,list-secret-info,…},
// dev.wix.com/docs/sdk/backend-modules/secrets/secrets/{get-secret-value,list-secret-info,…}.

interface Stable {
  getSecret(name: string): Promise<string>
  listSecretInfo(): Promise<Record<string, unknown>[]>
  createSecret(secret: object): Promise<string>
  updateSecret(id: string, change: object): Promise<void>
  deleteSecret(id: string): Promise<void>
}

interface Versioned extends Omit<Stable, 'getSecret' | 'listSecretInfo'> {
  getSecretValue(name: string): Promise<{ value: string }>
  listSecretInfo(): Promise<{ secrets: Record<string, unknown>[] }>
}

function createHost(): FakeHost {
  return Object.assign(createFakeHost(), { secrets: { API_KEY: 'k3y' } })
}

describe('wix-secrets-backend', () => {
  it('lists what there is, without values', async () => {
    const host = createHost()
    const api = wixSecretsBackend.create(host).default as Stable
    const list = await api.listSecretInfo()
    expect(list).toEqual([
      {
        id: expect.any(String),
        name: 'API_KEY',
        description: '',
        createdDate: host.time,
        updatedDate: host.time,
      },
    ])
    expect(await api.listSecretInfo()).toEqual(list)
    expect(JSON.stringify(host.calls)).not.toContain('k3y')
  })

  it('creates, changes, renames and deletes for the run', async () => {
    const host = createHost()
    const api = wixSecretsBackend.create(host).default as Stable
    const id = await api.createSecret({ name: 'NEW', value: 'v4lue', description: 'mine' })
    expect(await api.getSecret('NEW')).toBe('v4lue')
    host.time = new Date(host.time.getTime() + 1000)
    expect(await api.updateSecret(id, { name: 'NEWER', value: 'v4lue2' })).toBeUndefined()
    await expect(api.getSecret('NEW')).rejects.toThrow('"NEW"')
    expect(await api.getSecret('NEWER')).toBe('v4lue2')
    expect((await api.listSecretInfo())[1]).toMatchObject({
      id,
      name: 'NEWER',
      description: 'mine',
      updatedDate: host.time,
    })
    await api.updateSecret(id, { description: 'yours' })
    expect(await api.getSecret('NEWER')).toBe('v4lue2')
    expect(await api.deleteSecret(id)).toBeUndefined()
    expect(await api.listSecretInfo()).toHaveLength(1)
    await expect(api.deleteSecret(id)).rejects.toMatchObject({
      details: { applicationError: { code: 'NOT_FOUND' } },
    })
    expect(JSON.stringify(host.calls)).not.toContain('v4lue')
    expect(host.calls[0]?.args).toEqual([{ name: 'NEW', value: '(secret)', description: 'mine' }])
  })

  it('has each name once, and tells of names that Wix does not take', async () => {
    const host = createHost()
    const api = wixSecretsBackend.create(host).default as Stable
    await expect(api.createSecret({ name: 'API_KEY', value: 'x' })).rejects.toMatchObject({
      details: { applicationError: { code: 'ALREADY_EXISTS' } },
    })
    await expect(api.createSecret({ name: 'NO_VALUE' })).rejects.toThrow('createSecret')
    expect(host.warnings).toEqual([])
    await api.createSecret({ name: 'wixKey', value: 'x' })
    expect(host.warnings).toEqual(['secret-name'])
  })

  it('tells when there are more than a site may have', async () => {
    const names = Array.from({ length: 63 }, (_, index) => [`K${index}`, 'x'])
    const host = Object.assign(createFakeHost(), { secrets: Object.fromEntries(names) })
    const api = wixSecretsBackend.create(host).default as Stable
    await api.createSecret({ name: 'K63', value: 'x' })
    expect(host.warnings).toEqual([])
    await api.createSecret({ name: 'K64', value: 'x' })
    expect(host.warnings).toEqual(['secret-count'])
  })
})

describe.each<[string, ModuleDouble]>([
  ['wix-secrets-backend.v2', wixSecretsBackendV2],
  ['@wix/secrets', wixSecrets],
])('%s', (name, double) => {
  const create = (host: FakeHost) => double.create(host).named?.secrets as Versioned

  it('wraps the list, with underscores', async () => {
    const host = createHost()
    expect(await create(host).listSecretInfo()).toEqual({
      secrets: [
        {
          _id: expect.any(String),
          name: 'API_KEY',
          description: '',
          _createdDate: host.time,
          _updatedDate: host.time,
        },
      ],
    })
  })

  it('shares the secrets with the other modules', async () => {
    const host = createHost()
    const id = await create(host).createSecret({ name: 'NEW', value: 'v4lue' })
    const stable = wixSecretsBackend.create(host).default as Stable
    expect(await stable.getSecret('NEW')).toBe('v4lue')
    await create(host).updateSecret(id, { value: 'other' })
    expect(await create(host).getSecretValue('NEW')).toEqual({ value: 'other' })
    await create(host).deleteSecret(id)
    await expect(stable.getSecret('NEW')).rejects.toThrow('NEW')
  })

  it('needs elevation to read, list, change and delete', async () => {
    const host = createHost()
    const secrets = create(host)
    await secrets.createSecret({ name: 'NEW', value: 'v4lue' })
    expect(host.warnings).toEqual([])
    await secrets.getSecretValue('NEW')
    expect(host.warnings).toEqual([`needs-elevation:${name}.secrets.getSecretValue`])
    const { elevate } = wixAuth.create(host).named as Pick<FakeHost, 'elevate'>
    await elevate(secrets.listSecretInfo)()
    expect(host.warnings).toHaveLength(1)
    await secrets.listSecretInfo()
    await secrets.updateSecret('none', {}).catch(() => {})
    await secrets.deleteSecret('none').catch(() => {})
    expect(host.warnings).toHaveLength(4)
  })

  it.each<[string, (secret: object) => string]>([
    ['String()', (secret) => String(secret)],
    ['a template', (secret) => `${secret}`],
    // biome-ignore lint/style/useTemplate: this is what is tested
    ['+', (secret) => '' + secret],
    ['toString()', (secret) => secret.toString()],
  ])('tells when the object is used as text, by %s', async (_how, use) => {
    const host = createHost()
    const secret = await create(host).getSecretValue('API_KEY')
    expect(secret).toEqual({ value: 'k3y' })
    expect(secret).toStrictEqual({ value: 'k3y' })
    deepStrictEqual(secret, { value: 'k3y' })
    expect(JSON.stringify({ ...secret })).toBe('{"value":"k3y"}')
    expect(host.warnings).not.toContain('secret-object-as-text')
    expect(use(secret)).toBe('[object Object]')
    expect(host.warnings).toContain('secret-object-as-text')
  })
})

it('errors have the shape of their dialect', async () => {
  const host = createHost()
  const v2 = wixSecretsBackendV2.create(host).named?.secrets as Versioned
  const sdk = wixSecrets.create(host).named?.secrets as Versioned
  await expect(v2.getSecretValue('NOPE')).rejects.not.toHaveProperty('response')
  await expect(sdk.getSecretValue('NOPE')).rejects.toMatchObject({
    status: 404,
    details: { applicationError: { code: 'NOT_FOUND' } },
  })
})
