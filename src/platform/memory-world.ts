import { createLazySite, type LazySite } from './lazy-site.js'
import { newId } from './new-id.js'
import type { DataChangeKind, SiteSettings } from './protocol.js'
import { createSeedFiles } from './seed-files.js'
import type { SiteSeeds } from './site-seed.js'
import type { Item, World } from './world.js'

export interface WorldListener {
  changed(collection: string, kind: DataChangeKind, before: Item | null, after: Item | null): void
  fires: World['fires']
  secretRead(value: string): void
  /** A seed file cannot be used; the run cannot go on. */
  seedInvalid(message: string, hint: string): void
}

/** Creates the state of one run, in memory, seeded from the site's data folder collection by collection. */
export function createWorld(
  settings: SiteSettings,
  listener: WorldListener,
): World & { arrive: LazySite['arrive'] } {
  const { dataDir, world } = settings
  const seeds = createSeedFiles(dataDir, world)
  const collections = new Map<string, Map<string, Item>>()
  const secrets = new Map(Object.entries(settings.secrets))

  /** A seed file that cannot be used ends the run: what the handler did without it would mean nothing. */
  const orEndRun = <T>(read: () => T, instead: T): T => {
    try {
      return read()
    } catch (error) {
      listener.seedInvalid(error instanceof Error ? error.message : String(error), seedHint)
      return instead
    }
  }
  const collection = (name: string): Map<string, Item> => {
    const known = collections.get(name)
    if (known) return known
    const items = toItems(orEndRun(() => seeds.read(name), undefined))
    collections.set(name, items)
    return items
  }
  const readSite = (): SiteSeeds => ({
    members: world.members ?? seeds.read('Members'),
    badges: world.badges ?? seeds.read('Badges'),
    contacts: world.contacts ?? seeds.read('Contacts'),
  })
  const site = createLazySite(() => orEndRun(readSite, {}), world.overrides ?? [])
  let isComplete = false

  return {
    collection,
    collections() {
      if (!isComplete) for (const name of seeds.names()) collection(name)
      isComplete = true
      return collections
    },
    changed: listener.changed,
    fires: listener.fires,
    arrive: site.arrive,
    get site() {
      return site.state()
    },
    secret(name) {
      const value = secrets.get(name)
      if (value !== undefined) listener.secretRead(value)
      return value
    },
    secretNames: () => [...secrets.keys()],
    setSecret(name, value) {
      if (value === undefined) secrets.delete(name)
      else secrets.set(name, value)
      if (value !== undefined) listener.secretRead(value)
    },
    now: () => new Date(),
    newId: () => newId(),
  }
}

const seedHint = 'A seed file holds a JSON array of items: [{ "_id": "1", "title": "First" }]'

function toItems(seeds: readonly Record<string, unknown>[] = []): Map<string, Item> {
  return new Map(
    seeds.map((seed) => {
      const _id = typeof seed._id === 'string' && seed._id !== '' ? seed._id : newId()
      return [_id, { ...seed, _id }]
    }),
  )
}
