import { readdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join, relative } from 'node:path'
import type { WorldSettings } from './protocol.js'

/** Reads what the site's data starts from: a world file of the run, else `<Collection>.json` in the data folder. */
export interface SeedFiles {
  /** The items of a collection; undefined when nothing seeds it. Throws an Error that names the file. */
  read(name: string): Record<string, unknown>[] | undefined
  /** Collections that have a file. */
  names(): string[]
}

export function createSeedFiles(dataDir: string, { collections = {} }: WorldSettings): SeedFiles {
  return {
    read(name) {
      if (Object.hasOwn(collections, name)) {
        return toSeeds(revive(collections[name]), `The world's collection ${name}`)
      }
      const file = join(dataDir, `${name}.json`)
      const text = isOutside(dataDir, file) ? undefined : readIfPresent(file)
      return text === undefined ? undefined : parseSeeds(text, file)
    },
    names: () => [...new Set([...Object.keys(collections), ...fileNames(dataDir)])],
  }
}

// What begins with an underscore is no collection.
function fileNames(dataDir: string): string[] {
  try {
    const files = readdirSync(dataDir).sort()
    return files.flatMap((file) => /^([^_].*)\.json$/.exec(file)?.[1] ?? [])
  } catch {
    return []
  }
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
    // Not by its class: where tests run in contexts of their own, Node's errors are those of another.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parseSeeds(text: string, file: string): Record<string, unknown>[] {
  try {
    return toSeeds(JSON.parse(text.replace(/^\uFEFF/, ''), reviveDate), file)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Error(`${file} is no JSON: ${error.message}`)
  }
}

function toSeeds(seeds: unknown, source: string): Record<string, unknown>[] {
  if (!Array.isArray(seeds)) throw new Error(`${source} is not a JSON array`)
  return seeds.map((seed: unknown, index) => {
    if (typeof seed !== 'object' || seed === null || Array.isArray(seed)) {
      throw new Error(`${source}: item ${index} is not an object`)
    }
    return seed as Record<string, unknown>
  })
}

function revive(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), reviveDate)
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
