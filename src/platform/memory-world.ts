import { readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import { newId } from './new-id.js'
import type { DataChangeKind, SiteSettings } from './protocol.js'
import { createSiteState } from './site-state.js'
import type { Item, World } from './world.js'

export interface WorldListener {
  changed(collection: string, kind: DataChangeKind, before: Item | null, after: Item | null): void
  fires: World['fires']
  secretRead(value: string): void
  /** A seed file cannot be used; the run cannot go on. */
  seedInvalid(message: string, hint: string): void
}

/** Creates the state of one run, in memory, seeded from the site's data folder collection by collection. */
export function createWorld(settings: SiteSettings, listener: WorldListener): World {
  const collections = new Map<string, Map<string, Item>>()
  const secrets = new Map(Object.entries(settings.secrets))

  const collection = (name: string): Map<string, Item> => {
    const known = collections.get(name)
    if (known) return known
    const items = readSeeds(settings.dataDir, name, listener)
    collections.set(name, items)
    return items
  }
  let isComplete = false

  return {
    collection,
    collections() {
      if (!isComplete) for (const name of seedNames(settings.dataDir)) collection(name)
      isComplete = true
      return collections
    },
    changed: listener.changed,
    fires: listener.fires,
    site: createSiteState(),
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

// What begins with an underscore is no collection.
function seedNames(dataDir: string): string[] {
  try {
    const files = readdirSync(dataDir).sort()
    return files.flatMap((file) => /^([^_].*)\.json$/.exec(file)?.[1] ?? [])
  } catch {
    return []
  }
}

function readSeeds(dataDir: string, name: string, listener: WorldListener): Map<string, Item> {
  const items = new Map<string, Item>()
  const file = join(dataDir, `${name}.json`)
  if (isOutside(dataDir, file)) return items
  const text = readIfPresent(file)
  if (text === undefined) return items
  try {
    for (const item of parseSeeds(text)) {
      const _id = typeof item._id === 'string' && item._id !== '' ? item._id : newId()
      items.set(_id, { ...item, _id })
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    listener.seedInvalid(
      `${file} cannot seed the collection ${name}: ${reason}`,
      'A seed file holds a JSON array of items: [{ "_id": "1", "title": "First" }]',
    )
  }
  return items
}

// A collection name comes from user code and must not name a file elsewhere.
function isOutside(dataDir: string, file: string): boolean {
  const path = relative(dataDir, file)
  return path.startsWith('..') || isAbsolute(path)
}

function readIfPresent(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function parseSeeds(text: string): Record<string, unknown>[] {
  const seeds: unknown = JSON.parse(text.replace(/^\uFEFF/, ''), reviveDate)
  if (!Array.isArray(seeds)) throw new Error('it is not a JSON array')
  return seeds.map((seed: unknown, index) => {
    if (typeof seed !== 'object' || seed === null || Array.isArray(seed)) {
      throw new Error(`item ${index} is not an object`)
    }
    return seed as Record<string, unknown>
  })
}

// System dates are `Date` on Wix; other dates are written as `{"$date": "…"}`, as the data API sends them.
function reviveDate(key: string, value: unknown): unknown {
  if (key === '_createdDate' || key === '_updatedDate') return toDate(value)
  if (typeof value === 'object' && value !== null && '$date' in value) return toDate(value.$date)
  return value
}

function toDate(value: unknown): unknown {
  if (typeof value !== 'string' && typeof value !== 'number') return value
  const date = new Date(value)
  return Number.isNaN(date.getTime()) ? value : date
}
