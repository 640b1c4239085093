import type { DoubleHost } from '../double.js'
import type { World } from '../world.js'
import { createPerWorld } from './per-world.js'
import { readSecret } from './read-secret.js'
import type { WixFailure } from './wix-error.js'

/** What may be told of a secret: everything but its value. */
export interface SecretInfo {
  id: string
  name: string
  description: string
  createdDate: Date
  updatedDate: Date
}

/** What both dialects of the secrets modules do; changes last for the run. */
export interface SecretStore {
  read(name: unknown): string
  list(): SecretInfo[]
  create(secret: unknown): string
  update(id: unknown, change: unknown): void
  remove(id: unknown): void
}

type Failing = (failure: WixFailure) => Error

const maxSecrets = 64

const infosOf = createPerWorld((): Map<string, SecretInfo> => new Map())

export function createSecretStore(host: DoubleHost, createError: Failing): SecretStore {
  const list = (): SecretInfo[] => host.world.secretNames().map((name) => infoOf(host.world, name))
  const find = (id: unknown): SecretInfo => {
    const info = list().find((secret) => secret.id === id)
    if (info) return info
    throw createError({ status: 404, code: 'NOT_FOUND', description: `No secret has the id ${id}` })
  }
  const checkFree = (name: string): void => {
    if (!host.world.secretNames().includes(name)) return
    const description = `There is a secret named "${name}" already`
    throw createError({ status: 409, code: 'ALREADY_EXISTS', description })
  }

  return {
    read: (name) => readSecret(host.world, name, createError),
    list: () => list().map((info) => ({ ...info })),
    create(secret) {
      const { name, value, description = '' } = fieldsOf(secret)
      if (name === undefined || value === undefined) {
        const text = 'createSecret takes the name and the value of a secret, both text'
        throw createError({ status: 400, code: 'INVALID_ARGUMENT', description: text })
      }
      checkFree(name)
      warnOfName(host, name)
      host.world.setSecret(name, value)
      const info = infoOf(host.world, name)
      info.description = description
      return info.id
    },
    update(id, change) {
      const info = find(id)
      const { name = info.name, value, description } = fieldsOf(change)
      if (name !== info.name) {
        checkFree(name)
        warnOfName(host, name)
      }
      const newValue = value ?? host.world.secret(info.name)
      const infos = infosOf(host.world)
      if (name !== info.name) {
        host.world.setSecret(info.name, undefined)
        infos.delete(info.name)
      }
      host.world.setSecret(name, newValue)
      infos.set(name, {
        ...info,
        name,
        ...(description !== undefined && { description }),
        updatedDate: host.world.now(),
      })
    },
    remove(id) {
      const { name } = find(id)
      host.world.setSecret(name, undefined)
      infosOf(host.world).delete(name)
    },
  }
}

/** What to record of a secret that is written. */
export function hideValue(secret: unknown): unknown {
  const isWritten = typeof secret === 'object' && secret !== null && 'value' in secret
  return isWritten ? { ...secret, value: '(secret)' } : secret
}

function infoOf(world: World, name: string): SecretInfo {
  const infos = infosOf(world)
  const known = infos.get(name)
  if (known) return known
  const [createdDate, updatedDate] = [world.now(), world.now()]
  const info = { id: world.newId(), name, description: '', createdDate, updatedDate }
  infos.set(name, info)
  return info
}

// How Wix refuses such names is not known.
function warnOfName(host: DoubleHost, name: string): void {
  if (/^wix|\s/i.test(name)) {
    host.warn(
      'secret-name',
      `The name of a secret has no spaces and does not begin with wix: "${name}"`,
    )
  }
  if (host.world.secretNames().length >= maxSecrets) {
    host.warn('secret-count', `A site on Wix has at most ${maxSecrets} secrets`)
  }
}

function fieldsOf(secret: unknown): Partial<Record<'name' | 'value' | 'description', string>> {
  const fields = typeof secret === 'object' && secret !== null ? Object.entries(secret) : []
  return Object.fromEntries(fields.filter(([, value]) => typeof value === 'string'))
}
