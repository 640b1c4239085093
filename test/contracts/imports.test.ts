import { describe, expect, test } from 'vitest'
import { readSources } from './source-files.js'

/** What every folder may import: errors, where the package lies, and where extensions lie. */
const ground = ['errors', 'package-root', 'version', 'code-frame', 'extensions']

interface Layer {
  /** Folders, and files beside them, that may be imported. */
  values: readonly string[]
  /** Those of which only types may be imported. */
  types?: readonly string[]
}

const layers: Record<string, Layer> = {
  main: { values: ['program', 'output', 'errors'], types: ['context'] },
  program: { values: ['commands', 'version'], types: ['context'] },
  context: { values: [], types: ['output', 'runner'] },
  errors: { values: [] },
  'package-root': { values: [] },
  version: { values: ['package-root'] },
  'code-frame': { values: [], types: ['errors'] },
  project: { values: ['errors', 'extensions'] },
  extensions: { values: [] },
  // Settings are checked with the JSON parser of events, and misspelled ones with its suggestions.
  config: { values: ['catalog', 'event', ...ground] },
  commands: {
    values: [
      ...['catalog', 'event', 'scaffold', 'runner', 'delivery', 'relay', 'inspector', 'doctor'],
      ...['simulation', 'fuzz', 'test-file', 'trigger', 'expectation', 'report'],
      ...['output', 'project', 'config'],
      ...ground,
    ],
    types: ['context', 'platform'],
  },
  catalog: { values: ground },
  event: { values: ['catalog', ...ground] },
  scaffold: { values: ['catalog', 'event', 'project', ...ground] },
  // A public key that deliveries are verified with must be one that doctor can read.
  doctor: {
    values: ['catalog', 'event', 'scaffold', 'project', 'config', 'delivery', ...ground],
  },
  runner: { values: ['catalog', 'event', ...ground], types: ['platform'] },
  platform: { values: ['catalog', 'event'] },
  // What is expected of a run is made of its result.
  expectation: { values: ['event', 'runner', ...ground], types: ['platform'] },
  // One list of cases, whatever they are of; several texts of it.
  report: { values: ground },
  delivery: { values: ['catalog', 'event', ...ground], types: ['runner'] },
  // Plans and the calls of Wix's API; what a delivery is, it does not know.
  trigger: { values: ['catalog', 'event', ...ground] },
  relay: { values: ['catalog', 'event', 'delivery', ...ground] },
  inspector: { values: ['catalog', 'event', 'delivery', ...ground] },
  // What the command line and the library do alike: a site, its fixtures, an event for its handler.
  simulation: { values: ['catalog', 'event', 'runner', 'project', ...ground], types: ['platform'] },
  // It makes events and looks at results; what runs them is handed to it.
  fuzz: { values: ['catalog', 'event', ...ground], types: ['runner'] },
  // Pure: a run in, the text of a test out.
  'test-file': { values: ['event', 'runner'], types: ['platform'] },
  // Tests run in a site, which is found as the command line finds it.
  testing: {
    values: ['catalog', 'event', 'runner', 'simulation', 'project', ...ground],
    types: ['platform'],
  },
  output: {
    values: [],
    types: [
      ...['catalog', 'event', 'platform', 'runner', 'delivery', 'doctor', 'trigger', 'fuzz'],
      ...['expectation', 'simulation', 'commands', 'errors'],
    ],
  },
}

/** Each with its reason; one that is no longer needed fails the last test. */
const exceptions: Record<string, string> = {
  'main.ts runner/thread.ts': 'the worker starts before the code of the command is loaded',
  'commands/delivery-plan.ts platform/seeded.ts': 'the same seed mixes in the same way',
  'commands/faults-input.ts platform/faults.ts': 'a flag that met no call is pointed out',
  'commands/seeded-context.ts platform/new-id.ts': 'a seed makes the same ids on both threads',
  'commands/seeded-context.ts platform/seeded.ts': 'a seed makes the same ids on both threads',
  'simulation/world.ts platform/site-seed.ts': 'flags that change the site are checked beforehand',
  'simulation/world.ts platform/site-state.ts': 'flags that change the site are checked beforehand',
  'trigger/live-site.ts platform/redact.ts': 'there is one way of masking secrets',
  'testing/vitest/runtime.ts platform/in-process.ts':
    'the doubles run in the thread of the tests, which import the code themselves',
  'testing/vitest/faults.ts platform/faults.ts':
    'a target of failNext means what it means on the command line',
  'testing/world.ts platform/seed-files.ts':
    'a collection that no run has changed is what its file says',
}

const layerOf = (path: string): string => path.split('/')[0]?.replace(/\.ts$/, '') ?? ''

const sources = readSources('src')

describe('the layers', () => {
  test('are all there is in src', () => {
    const folders = new Set(sources.map(({ path }) => layerOf(path)))
    expect([...folders].filter((folder) => !Object.hasOwn(layers, folder))).toEqual([])
  })

  test('import what is below them only', () => {
    const wrong = crossings().filter((crossing) => !Object.hasOwn(exceptions, crossing))
    expect(wrong).toEqual([])
  })

  test('have no exception that is not needed', () => {
    const found = new Set(crossings())
    expect(Object.keys(exceptions).filter((exception) => !found.has(exception))).toEqual([])
  })
})

/** `from to` of every import that the layers do not allow. */
function crossings(): string[] {
  return sources.flatMap(({ path, imports }) =>
    imports.flatMap(({ target, isTypeOnly }) => {
      const from = layerOf(path)
      const to = layerOf(target ?? path)
      const { values, types = [] } = layers[from] ?? { values: [] }
      const isAllowed = from === to || values.includes(to) || (isTypeOnly && types.includes(to))
      return isAllowed ? [] : [`${path} ${target}`]
    }),
  )
}

describe('packages', () => {
  const importersOf = (name: RegExp): string[] =>
    sources
      .filter(({ imports }) =>
        imports.some(({ specifier, isTypeOnly }) => name.test(specifier) && !isTypeOnly),
      )
      .map(({ path }) => path)

  test('chalk is known to the theme alone', () => {
    expect(importersOf(/^chalk$/)).toEqual(['output/theme.ts'])
  })

  test('commander is known to the program alone', () => {
    expect(importersOf(/^commander$/).filter((path) => !path.startsWith('program/'))).toEqual([])
  })

  test('esbuild is known to the build alone', () => {
    expect(importersOf(/^esbuild$/)).toEqual(['runner/build.ts', 'runner/sdk-script.ts'])
  })

  test('no file imports a Wix package', () => {
    expect(importersOf(/^(wix-|@wix\/)/)).toEqual([])
  })

  test('the worker has none, and of Node only what it needs', () => {
    const foreign = sources
      .filter(({ path }) => layerOf(path) === 'platform')
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ target, isTypeOnly }) => target === null && !isTypeOnly)
          .filter(({ specifier }) => !specifier.startsWith('node:'))
          .map(({ specifier }) => `${path} ${specifier}`),
      )
    expect(foreign).toEqual([])
  })
})

describe('printing', () => {
  /** These replace the console of user code; they print nothing themselves. */
  const captures = ['platform/console.ts', 'platform/raw-output.ts']
  const withoutTexts = (code: string): string =>
    code.replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`/g, "''")

  test('is the business of output alone', () => {
    const printing = sources
      .filter(({ path }) => layerOf(path) !== 'output' && !captures.includes(path))
      .filter(({ code }) => /\bconsole\.|\bprocess\.std(out|err)\b/.test(withoutTexts(code)))
      .map(({ path }) => path)
    expect(printing).toEqual([])
  })
})

describe('exit codes', () => {
  test('are set by the bin alone, and given by main alone', () => {
    const setting = sources
      .filter(({ path }) => path !== 'main.ts')
      .filter(({ code }) => /\bprocess\.exitCode\b|(?<![\w.])process\.exit\(/.test(code))
      .map(({ path }) => path)
      // The messages about user code that calls it.
      .filter((path) => path !== 'runner/endings.ts')
    expect(setting).toEqual([])
  })

  test('are named beside error codes in main alone', () => {
    const mapping = sources
      .filter(({ code }) => /\b[A-Z]+_[A-Z_]+: \d+\b/.test(code))
      .map(({ path }) => path)
    expect(mapping).toEqual(['main.ts'])
  })
})

describe('error codes', () => {
  const union = sources.find(({ path }) => path === 'errors.ts')?.code ?? ''
  const codes = [...union.matchAll(/^ {2}\| '([A-Z_]+)'$/gm)].map(([, code = '']) => code)
  const tests = readSources('test').filter(({ path }) => path.endsWith('.test.ts'))

  test('are found', () => {
    expect(codes).toContain('USAGE_INVALID')
    expect(codes.length).toBeGreaterThan(10)
  })

  test.each(codes)('%s is thrown somewhere', (code) => {
    const throwing = sources.filter(
      ({ path, code: text }) => path !== 'errors.ts' && text.includes(`'${code}'`),
    )
    expect(throwing.map(({ path }) => path)).not.toEqual([])
  })

  test.each(codes)('%s is provoked by a test', (code) => {
    expect(tests.some(({ code: text }) => text.includes(`'${code}'`))).toBe(true)
  })
})
