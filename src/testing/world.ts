import { join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import type { Portable } from '../platform/protocol.js'
import { createSeedFiles } from '../platform/seed-files.js'
import type { Bundle } from '../runner/bundle.js'
import type { RunResult } from '../runner/result.js'
import type { Runner } from '../runner/runner.js'

/** What a site is like before a handler runs. What is left out comes from `badge-events/data`. */
export interface WorldOptions {
  /** Only `_id` is needed; the rest is made up from it, the same each time. */
  members?: readonly Seed[] | undefined
  /** A badge may list its members: `{ _id: 'gold', members: ['ann'] }`. */
  badges?: readonly Seed[] | undefined
  contacts?: readonly Seed[] | undefined
  /** Items by collection. Dates are `{ $date: '2026-01-31T12:00:00.000Z' }`. */
  collections?: Record<string, readonly Record<string, unknown>[]> | undefined
}

export type Seed = Record<string, unknown> & { _id: string }

/** A site that lives on from one `simulate` to the next, in one loaded module, as a warm container on Wix does. */
export interface SimulatedWorld {
  /** The items of a collection as they are after the last run, dates as ISO 8601 text. */
  collection(name: string): Portable[]
  /** Ends the thread in which the handlers ran. */
  close(): Promise<void>
}

/** What `simulate` asks of a world that lives on. */
export interface WorldState {
  options: WorldOptions
  /** Gives the runner of the world, made by the first run. */
  runner(bundle: Bundle, folder: string, create: () => Runner): Runner
  note(result: RunResult): void
}

const states = new WeakMap<object, WorldState>()

/**
 * Creates a world that several runs share: what one handler wrote, the next one finds.
 *
 * @example
 * ```js
 * const world = createWorld({ collections: { BadgeLog: [] } })
 * await simulate('assigned', { world, asIs: true })
 * await simulate('assigned', { world, asIs: true }) // a duplicate, as Wix may deliver it
 * world.collection('BadgeLog').length
 * await world.close()
 * ```
 * @see docs/library.md
 */
export function createWorld(options: WorldOptions = {}): SimulatedWorld {
  let bound: { runner: Runner; entry: string; folder: string } | undefined
  let results: RunResult[] = []
  const close = async (): Promise<void> => {
    await bound?.runner.close()
    bound = undefined
    results = []
  }
  const world: SimulatedWorld = {
    collection(name) {
      const dataDir = join(bound?.folder ?? '.', 'data')
      const settings = { ...(options.collections && { collections: options.collections }) }
      const seeds = createSeedFiles(dataDir, settings).read(name) ?? []
      const items = new Map<unknown, Portable>(
        seeds.map((seed, index) => [seed._id ?? index, toJson(seed)]),
      )
      for (const change of results.flatMap(({ dataChanges }) => dataChanges)) {
        if (change.collection !== name) continue
        if (change.kind === 'remove') items.delete(change.id)
        else items.set(change.id, change.after)
      }
      return [...items.values()]
    },
    close,
  }
  states.set(world, {
    options,
    runner(bundle, folder, create) {
      bound ??= { runner: create(), entry: bundle.path, folder }
      if (bound.entry === bundle.path) return bound.runner
      throw new BadgeEventsError('USAGE_INVALID', 'A world belongs to one version of one file', {
        hint: 'Make another with createWorld() for the other handlers, or for those that changed.',
      })
    },
    note(result) {
      // A run that ended its thread took the world with it.
      if (result.status === 'timed-out' || result.status === 'crashed') results = []
      else results.push(result)
    },
  })
  return world
}

/** The inside of a world that `createWorld` made; undefined for plain options. */
export function stateOf(world: WorldOptions | SimulatedWorld): WorldState | undefined {
  return states.get(world)
}

function toJson(value: unknown): Portable {
  return JSON.parse(JSON.stringify(value)) as Portable
}
