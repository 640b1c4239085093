import type { CannedAnswer } from './canned-answer.js'
import type { DoubleHost, ModuleDouble, ModuleExports } from './double.js'
import { createRecorder } from './recorder.js'
import { replaceExports } from './replace-members.js'
import type { SdkClients } from './sdk/clients.js'
import { addEvents, sdkModule } from './sdk/modules.js'
import type { SdkScriptExports } from './sdk/types.js'

/** The key under which a bundle finds the registry, so that a cached bundle outlives any change of a double. */
export const registryKey = Symbol.for('badge-events.platform')

export interface Registry {
  /** Gives the exports of a Wix module by the specifier that user code imports. */
  (specifier: string): object
  /** Takes further doubles, for modules that nobody has asked for yet. */
  add(doubles: readonly ModuleDouble[]): void
  /**
   * Puts the site's own doubles over ours: `{ 'wix-loyalty.v2': { accounts: { … } } }`. What is under
   * `http` are answers for fetches.
   *
   * @throws TypeError when these are no answers
   */
  replace(doubles: unknown): void
  /** Takes what comes from the real SDK: its own modules, and the definitions of events. */
  addSdk(script: SdkScriptExports, clients: SdkClients): void
}

/**
 * Creates the registry: one instance of each double, made when it is first asked for.
 *
 * @param addAnswers - takes the site's answers for fetches
 */
export function createRegistry(
  doubles: readonly ModuleDouble[],
  host: DoubleHost,
  addAnswers: (answers: CannedAnswer[]) => void = () => {},
): Registry {
  const byName = new Map<string, ModuleDouble>()
  const add = (added: readonly ModuleDouble[]): void => {
    for (const double of added) for (const name of double.names) byName.set(name, double)
  }
  add(doubles)
  const loaded = new Map<string, object>()
  const module = (specifier: string): object => {
    const known = loaded.get(specifier)
    if (known) return known
    const exports = byName.get(specifier)?.create(host) ?? {}
    const created = createModule(exports, createRecorder(host, specifier))
    loaded.set(specifier, created)
    return created
  }
  return Object.assign(module, {
    add,
    replace(doubles: unknown): void {
      for (const [specifier, replacement] of Object.entries(doubles ?? {})) {
        if (specifier === 'http') addAnswers(parseAnswers(replacement))
        else replaceExports(module(specifier), replacement, host, specifier)
      }
    },
    addSdk({ modules, events }: SdkScriptExports, clients: SdkClients): void {
      for (const [specifier, exports] of Object.entries(modules)) {
        loaded.set(specifier, sdkModule(exports, clients))
      }
      for (const [specifier, members] of Object.entries(events)) {
        addEvents(module(specifier), members)
      }
    },
  })
}

function parseAnswers(value: unknown): CannedAnswer[] {
  const isAnswer = (answer: unknown): answer is CannedAnswer =>
    typeof answer === 'object' &&
    answer !== null &&
    'match' in answer &&
    typeof answer.match === 'string'
  if (Array.isArray(value) && value.every(isAnswer)) return value
  throw new TypeError(
    "http in badge-events/doubles.js must be a list of answers: [{ match: 'https://api.example.com/*', body: {} }]",
  )
}

/**
 * A module object that survives the bundler's interop in every import form. Known names are own
 * properties; any other name is answered by the prototype, which namespace copies keep.
 */
function createModule(exports: ModuleExports, recorder: Recorder): object {
  const { default: main = recorder('') } = exports
  const named = withNestedFallback(exports.named ?? {}, recorder)
  const members = isPlainObject(main) ? withNestedFallback(main, recorder) : main
  return withFallback({ __esModule: true, default: members, ...named }, recorder, '')
}

/** The same object and the plain objects in it, with a recorder for each name that they have not. */
function withNestedFallback(known: object, recorder: Recorder): object {
  const entries = Object.entries(known).map(([name, value]) => [
    name,
    isPlainObject(value) ? withFallback(value, recorder, `${name}.`) : value,
  ])
  return withFallback(Object.fromEntries(entries), recorder, '')
}

type Recorder = (name: string) => unknown

/** The same object, with a recorder for each name that it has not. */
function withFallback(known: object, recorder: Recorder, prefix: string): object {
  const fallback = new Proxy(Object.create(null), {
    get: (_target, key) =>
      typeof key === 'symbol' || key === 'then' ? undefined : recorder(prefix + key),
  })
  return Object.assign(Object.create(fallback), known)
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  )
}
