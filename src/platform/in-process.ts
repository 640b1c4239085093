import type { EventKey } from '../catalog/keys.js'
import type { EventObject } from '../event/types.js'
import type { CannedAnswer } from './canned-answer.js'
import type { DoubleHost } from './double.js'
import { createElevation } from './elevation.js'
import { installGlobalFetch } from './modules/global-fetch.js'
import { loadDoubles } from './modules/index.js'
import { noteWrite } from './modules/wix-data/equality-index.js'
import type { SiteSettings, WorkerMessage } from './protocol.js'
import { createRegistry } from './registry.js'
import { createRunHost, type RunHost } from './run-host.js'
import { seedSite } from './site-seed.js'
import type { Item, World } from './world.js'

/**
 * The Wix backend in the thread of its caller: for tests, which import a site's code themselves. The
 * doubles are those of the worker and live as long as the thread; the world behind them is replaced.
 */
export interface InProcessBackend {
  /** Gives the exports of a Wix module, the same object each time. */
  load(specifier: string): Promise<object>
  /** Puts the site's own doubles over ours. Throws a TypeError when they are none. */
  replace(doubles: unknown): Promise<void>
  /** Takes what the site's `backend/data.js` exports. */
  setDataHooks(exports: Record<string, unknown>): void
  /** Begins anew: another world, and another listener of what happens in it. */
  begin(settings: SiteSettings, listen: (message: WorkerMessage) => void): void
  /** Brings the world to what it is on Wix when this event arrives. */
  arrive(key: EventKey, event: EventObject): void
  readonly world: World
  /** Adds to the world without a trace: no hook runs, nothing is recorded. */
  seed(seeds: WorldSeeds): void
}

export interface WorldSeeds {
  members?: unknown
  badges?: unknown
  contacts?: unknown
  /** Items by collection; those without an `_id` get one. */
  collections?: Record<string, readonly Record<string, unknown>[]>
  secrets?: Record<string, string>
  /** Answers for fetches; they go before those there are. */
  http?: readonly CannedAnswer[]
}

/** What a call fails with in place of its answer; undefined lets it through. */
export type Fault = (module: string, method: string) => { error: unknown } | undefined

/** Creates the backend of a thread, and makes the thread's global `fetch` part of it. */
export function createInProcessBackend(takeFault: Fault): InProcessBackend {
  const elevation = createElevation()
  const siteAnswers: CannedAnswer[] = []
  let dataHooks: Record<string, unknown> = {}
  let current: RunHost | undefined
  let events = 0
  const now = (): RunHost => {
    if (current) return current
    throw new Error('A Wix module was called before the tests began')
  }
  const host: DoubleHost = {
    ...elevation,
    get world() {
      return now().world
    },
    get liveFetch() {
      return now().liveFetch
    },
    dataHooks: () => dataHooks,
    answerTo: (url, method) => now().answerTo(url, method),
    warn: (code, message) => now().warn(code, message),
    call(module, method, args, answer, options = {}) {
      const fault = takeFault(module, method)
      const given = fault ? () => Promise.reject(fault.error) : answer
      // Functions that are elevated outlive the world that they were made in.
      const { elevated = elevation.isElevated() } = options
      return now().call(module, method, args, given, { ...options, elevated })
    },
  }
  const registry = createRegistry([], host, (answers) => void siteAnswers.unshift(...answers))
  const loaded = new Set<string>()
  const load = async (specifier: string): Promise<object> => {
    if (!loaded.has(specifier)) {
      const doubles = await loadDoubles([specifier])
      if (!loaded.has(specifier)) registry.add(doubles)
      loaded.add(specifier)
    }
    return registry(specifier)
  }
  installGlobalFetch(host)

  return {
    load,
    async replace(doubles) {
      const names = Object.keys(doubles ?? {}).filter((name) => name !== 'http')
      await Promise.all(names.map(load))
      registry.replace(doubles)
    },
    setDataHooks: (exports) => {
      dataHooks = { ...exports }
    },
    begin(settings, listen) {
      current = createRunHost(settings, listen, () => {})
      current.addAnswers(siteAnswers)
      current.begin(events++, null, null)
    },
    arrive: (key, event) => void now().begin(events++, key, event),
    get world() {
      return now().world
    },
    seed: ({ collections = {}, secrets = {}, http = [], ...people }) => {
      const { world } = now()
      seedSite(world.site, people)
      for (const [name, items] of Object.entries(collections)) addItems(world, name, items)
      for (const [name, value] of Object.entries(secrets)) world.setSecret(name, value)
      now().addAnswers(http)
    },
  }
}

function addItems(world: World, name: string, seeds: readonly Record<string, unknown>[]): void {
  const items = world.collection(name)
  for (const seed of seeds) {
    const _id = typeof seed._id === 'string' && seed._id !== '' ? seed._id : world.newId()
    const item: Item = { ...structuredClone(seed), _id }
    const before = items.get(_id) ?? null
    items.set(_id, item)
    noteWrite(items, before, item)
  }
}
