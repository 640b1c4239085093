import type { Fault, InProcessBackend } from './backend.js'
import type { CannedAnswer } from './canned-answer.js'
import type { DoubleHost } from './double.js'
import { createElevation } from './elevation.js'
import { installGlobalFetch } from './modules/global-fetch.js'
import { loadDoubles } from './modules/index.js'
import { noteWrite } from './modules/wix-data/equality-index.js'
import { createRegistry } from './registry.js'
import { createRunHost, type RunHost } from './run-host.js'
import { seedSite } from './site-seed.js'
import { takeSnapshot } from './snapshot.js'
import type { Item, World } from './world.js'

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
      current.begin(events++)
    },
    arrive(key, event) {
      now().happened([{ key, event }])
      now().begin(events++)
    },
    snapshot: () => takeSnapshot(now().world),
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
