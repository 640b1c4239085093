import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { packageRoot } from '../../package-root.js'
import { findSiteRoot } from '../../project.js'
import { createFileFinder } from '../../runner/file-finder.js'
import { findPackage, importsWixModules } from '../../runner/npm-packages.js'
import { isSitePath, missingFileHint, wixModule } from '../../runner/site-imports.js'
import { siteModule, slot, type TestSite } from './slot.js'

export interface WixOptions {
  /** A folder in the site; Vite's root without it. */
  site?: string
  /** Really sends what is fetched and no canned answer matches. */
  liveFetch?: boolean
}

/** A plugin of Vite, in the few terms that all its versions share. */
export interface WixPlugin {
  name: string
  enforce: 'pre'
  config(config: object): object
  resolveId(
    this: { resolve: Resolve },
    source: string,
    importer: string | undefined,
  ): Promise<string | undefined>
  load(id: string): string | undefined
}

type Resolve = (
  source: string,
  importer?: string,
  options?: { skipSelf?: boolean },
) => Promise<{ id: string } | null>

/** The part of Vitest's configuration that is read and added to. */
interface Config {
  root?: string
  test?: {
    root?: string
    setupFiles?: string | string[]
    forceRerunTriggers?: string[]
    coverage?: { extension?: string | string[] }
  }
}

const wixPrefix = '\0wix-module:'
/** Marks files of npm packages that import Wix modules: outside of Vite, these would come from `node_modules`. */
const inlined = '?wix-inlined'

/**
 * Lets a Wix site's own tests import the site's code and just run: `backend/…` and `public/…` are found as
 * Velo finds them, and every Wix module is the double that `badge-events simulate` uses, with a world of
 * its own for each test.
 *
 * @example
 * ```js
 * // vitest.config.js
 * import { wix } from 'badge-events/vitest'
 * export default { plugins: [wix()] }
 * ```
 * @see docs/testing.md
 */
export function wix(options: WixOptions = {}): WixPlugin {
  let site = describeSite(process.cwd(), options)
  const finder = createFileFinder()
  const find = (path: string): string | undefined => finder.find(path)

  return {
    name: 'badge-events',
    enforce: 'pre',
    config(config: Config) {
      site = describeSite(config.test?.root ?? config.root ?? process.cwd(), options)
      return extendConfig(config)
    },
    async resolveId(source, importer) {
      if (source === siteModule) return `\0${siteModule}`
      if (wixModule.test(source)) return wixPrefix + source
      const from = importer?.replace(/\?.*$/, '')
      if (isSitePath(source)) {
        const path = join(site.sourceRoot, source)
        const file = find(path)
        if (file) return file
        throw new Error(
          `Cannot find "${source}"${from ? `, imported in ${from}` : ''}. ${missingFileHint(finder, path)}`,
        )
      }
      if (!from || from.startsWith('\0')) return undefined
      const isInPackage = findPackage(from) !== undefined
      if (/^\.{1,2}\//.test(source) && !isInPackage) return find(resolve(dirname(from), source))
      if (isInPackage && !importer?.endsWith(inlined)) return undefined
      return resolveGlue(await this.resolve(source, importer, { skipSelf: true }))
    },
    load(id) {
      if (id === `\0${siteModule}`) return siteCode(site)
      return id.startsWith(wixPrefix) ? doubleCode(id.slice(wixPrefix.length)) : undefined
    },
  }
}

/** Whether the code behind a file of an npm package is to be run with our doubles. */
function resolveGlue(resolved: { id: string } | null): string | undefined {
  if (!resolved || !existsSync(resolved.id) || !findPackage(resolved.id)) return undefined
  return importsWixModules(resolved.id) ? resolved.id + inlined : undefined
}

function describeSite(start: string, { site, liveFetch = false }: WixOptions) {
  const folder = site === undefined ? resolve(start) : resolve(start, site)
  const root = findSiteRoot(folder) ?? folder
  const isOldLayout = existsSync(join(root, 'backend')) && !existsSync(join(root, 'src/backend'))
  const sourceRoot = isOldLayout ? root : join(root, 'src')
  const described: TestSite = {
    root,
    folder: join(root, 'badge-events'),
    dataHooks: join(sourceRoot, 'backend/data.js'),
    doubles: join(root, 'badge-events/doubles.js'),
    liveFetch,
  }
  return { ...described, sourceRoot }
}

function extendConfig(config: Config): object {
  config.test ??= {}
  const { test } = config
  // First, because the user's own set-up may import Wix modules.
  test.setupFiles = [join(packageRoot, 'dist/vitest-setup.js'), ...[test.setupFiles ?? []].flat()]
  const ours = packageRoot.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return {
    test: {
      server: {
        deps: {
          // Loaded by Node, once a thread, also where the package is a link.
          external: [new RegExp(`^(file://)?${ours}/dist/`)],
          inline: [/\?wix-inlined$/],
        },
      },
      coverage: {
        extension: [...(test.coverage?.extension === undefined ? coveredEndings : []), '.jsw'],
      },
      forceRerunTriggers: [
        ...(test.forceRerunTriggers ?? defaultTriggers),
        '**/badge-events/{data,http}/*.json',
        '**/badge-events/doubles.js',
      ],
    },
  }
}

// Vitest 3's own, which a list of ours replaces; later ones look at every file.
const coveredEndings = ['.js', '.cjs', '.mjs', '.ts', '.mts', '.tsx', '.jsx']

// Vitest's own, which a list of ours replaces.
const defaultTriggers = ['**/package.json/**', '**/{vitest,vite}.config.*/**']

/** What the set-up imports: the site, and its files by way of Vite, so that they share its modules. */
function siteCode({ sourceRoot: _, ...site }: TestSite & { sourceRoot: string }): string {
  const importer = (file: string): string =>
    existsSync(file) ? `() => import(${JSON.stringify(file)})` : 'async () => ({})'
  return `
    export const site = ${JSON.stringify(site)}
    export const importDoubles = ${importer(site.doubles)}
    export const importDataHooks = ${importer(site.dataHooks)}
  `
}

/**
 * A Wix module as the tests import it. Its names are not written down here: they are those of the double,
 * read at each access, and any other name is answered by the double's recorder. Vite runs modules as
 * functions that fill an object of exports, which it calls `__vite_ssr_exports__`.
 */
function doubleCode(specifier: string): string {
  return `
    const runtime = globalThis[Symbol.for(${JSON.stringify(Symbol.keyFor(slot))})]
    if (!runtime) throw new Error('${specifier} was imported outside of a test')
    const double = await runtime.load(${JSON.stringify(specifier)})
    for (const name of Object.keys(double)) {
      if (name === '__esModule') continue
      Object.defineProperty(__vite_ssr_exports__, name, {
        get: () => double[name],
        enumerable: true,
        configurable: true,
      })
    }
    Object.setPrototypeOf(__vite_ssr_exports__, double)
  `
}
