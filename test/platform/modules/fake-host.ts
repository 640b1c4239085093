import { randomUUID } from 'node:crypto'
import type { CannedAnswer } from '../../../src/platform/canned-answer.js'
import type { CallOptions, DoubleHost } from '../../../src/platform/double.js'
import { createElevation } from '../../../src/platform/elevation.js'
import { createCannedAnswers } from '../../../src/platform/modules/fetch/canned.js'
import type { DataChangeKind } from '../../../src/platform/protocol.js'
import { createSiteState } from '../../../src/platform/site-state.js'
import type { FiredEvent, Item } from '../../../src/platform/world.js'

export interface RecordedCall {
  module: string
  method: string
  args: unknown
  outcome: 'pending' | 'resolved' | 'rejected'
  result: unknown
}

export interface RecordedChange {
  collection: string
  kind: DataChangeKind
  before: unknown
  after: unknown
}

export interface FakeHost extends DoubleHost {
  readonly calls: RecordedCall[]
  readonly changes: RecordedChange[]
  readonly warnings: string[]
  /** Events that Wix would send because of what was called. */
  readonly fired: { event: string; object: FiredEvent }[]
  /** What the site's `backend/data.js` exports. */
  hooks: Record<string, unknown>
  /** What `world.now()` gives; time stands still until a test moves it. */
  time: Date
  liveFetch: boolean
  cannedAnswers: CannedAnswer[]
  secrets: Record<string, string>
  seed(collection: string, items: readonly Record<string, unknown>[]): void
}

/** A host that records as the contract says: arguments at once, settling on a later turn. */
export function createFakeHost(): FakeHost {
  const collections = new Map<string, Map<string, Item>>()
  const collection = (name: string): Map<string, Item> => {
    const items = collections.get(name) ?? new Map<string, Item>()
    collections.set(name, items)
    return items
  }

  const elevation = createElevation()
  const host: FakeHost = {
    calls: [],
    changes: [],
    warnings: [],
    fired: [],
    hooks: {},
    ...elevation,
    dataHooks: () => host.hooks,
    time: new Date('2026-03-01T12:00:00.000Z'),
    liveFetch: false,
    cannedAnswers: [],
    answerTo: (url, method) => createCannedAnswers(host.cannedAnswers)(url, method),
    secrets: {},
    seed(name, items) {
      for (const item of items) {
        const _id = typeof item._id === 'string' ? item._id : randomUUID()
        collection(name).set(_id, { ...item, _id })
      }
    },
    world: {
      collection,
      collections: () => collections,
      changed: (name, kind, before, after) => {
        host.changes.push({ collection: name, kind, before: toJson(before), after: toJson(after) })
      },
      site: createSiteState(),
      fires: (event, object) => {
        host.fired.push({ event, object })
      },
      secret: (name) => host.secrets[name],
      secretNames: () => Object.keys(host.secrets),
      setSecret: (name, value) => {
        if (value === undefined) delete host.secrets[name]
        else host.secrets[name] = value
      },
      now: () => new Date(host.time.getTime()),
      newId: randomUUID,
    },
    call: (module, method, args, answer, options) => {
      const { needsElevation, elevated = elevation.isElevated() } = options ?? {}
      if (needsElevation && !elevated) host.warn(`needs-elevation:${module}.${method}`, '')
      const call: RecordedCall = {
        module,
        method,
        args: toJson(args),
        outcome: 'pending',
        result: undefined,
      }
      host.calls.push(call)
      return settleLater(call, answer, options)
    },
    warn(code) {
      if (!host.warnings.includes(code)) host.warnings.push(code)
    },
  }
  return host
}

async function settleLater<T>(
  call: RecordedCall,
  answer: () => T | Promise<T>,
  { describe = (value: T): unknown => value }: CallOptions<T> = {},
): Promise<T> {
  try {
    const value = await answer()
    await new Promise((resolve) => setImmediate(resolve))
    call.outcome = 'resolved'
    call.result = toJson(describe(value))
    return value
  } catch (error) {
    await new Promise((resolve) => setImmediate(resolve))
    call.outcome = 'rejected'
    call.result = String(error)
    throw error
  }
}

function toJson(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
