import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild'
import type { BundleRequest } from './bundle.js'
import { doublesModule, doublesPrefix } from './bundle-entry.js'
import { createFileFinder } from './file-finder.js'
import { findPackage, importsWixModules, isCommonJs } from './npm-packages.js'
import { isSitePath, missingFileHint, veloRoot, wixModule } from './site-imports.js'

export interface UnresolvedImport {
  specifier: string
  hint: string
}

export interface SiteModules {
  plugin: Plugin
  /** Imports that led nowhere, with what to do about each. */
  unresolved(): UnresolvedImport[]
  /** The Wix modules that were imported. */
  wixModules(): string[]
  /** Modules of Node through which the site's own code reaches disk, network or other programs. */
  realModules(): string[]
  /** Files outside the bundle whose change makes it stale. */
  watched(): string[]
  /** Paths that were looked for and were not there. */
  missing(): string[]
}

const nodeModules = new Set(builtinModules)

/** No double stands for these: what code does there is real. */
const reachesOut = /^(node:)?(fs|fs\/promises|http|https|http2|net|tls|dgram|child_process)$/

/** How the imports of a Wix site resolve: Velo's `backend/…` and `public/…`, Wix modules, files, npm packages. */
export function siteModules({ root, entry }: BundleRequest): SiteModules {
  const sourceRoot = veloRoot(root, entry)
  const finder = createFileFinder()
  const unresolved: UnresolvedImport[] = []
  const watched = new Set<string>()
  const wixModules = new Set<string>()
  const realModules = new Set<string>()

  const fail = (args: OnResolveArgs, hint: string): OnResolveResult => {
    unresolved.push({ specifier: args.path, hint })
    return { errors: [{ text: `Could not resolve "${args.path}"` }] }
  }

  const resolveFile = (args: OnResolveArgs, path: string): OnResolveResult => {
    const file = finder.find(path)
    return file ? { path: file } : fail(args, missingFileHint(finder, path))
  }

  const resolvePackage = async (
    build: PluginBuild,
    args: OnResolveArgs,
  ): Promise<OnResolveResult> => {
    const { path, errors } = await build.resolve(args.path, {
      kind: args.kind,
      importer: args.importer,
      resolveDir: args.resolveDir,
      pluginData: ours,
    })
    if (errors.length > 0) return fail(args, missingPackageHint(args.path))
    const found = findPackage(path)
    // A path alias of the site's tsconfig.
    if (!found) return { path }
    watched.add(found.manifest)
    if (importsWixModules(path)) return { path }
    if (args.kind === 'require-call') return { path, external: true }
    // Node finds only some of the names a CommonJS package exports; bundlers, Velo's too, find all.
    if (isCommonJs(path, found.manifest)) return { path, namespace: 'commonjs' }
    return { path: pathToFileURL(path).href, external: true }
  }

  const plugin: Plugin = {
    name: 'wix-site',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        const { path } = args
        if (args.kind === 'entry-point' || args.pluginData === ours) return undefined
        if (args.namespace === 'commonjs') return { path, external: true }
        if (path.startsWith(doublesPrefix)) {
          return { path: path.slice(doublesPrefix.length), namespace: 'doubles' }
        }
        if (args.namespace === 'doubles') return { path }
        if (wixModule.test(path)) {
          wixModules.add(path)
          return { path, namespace: 'wix' }
        }
        if (path.startsWith('node:') || nodeModules.has(path)) {
          if (reachesOut.test(path) && !findPackage(args.importer)) realModules.add(path)
          return { path, external: true }
        }
        if (isSitePath(path)) return resolveFile(args, join(sourceRoot, path))
        if (/^\.{1,2}(\/|$)/.test(path)) return resolveFile(args, join(args.resolveDir, path))
        return resolvePackage(build, args)
      })
      build.onLoad({ filter: /.*/, namespace: 'commonjs' }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)})`,
        loader: 'js',
      }))
      build.onLoad({ filter: /.*/, namespace: 'doubles' }, ({ path }) => ({
        contents: doublesModule(path),
        loader: 'js',
      }))
      build.onLoad({ filter: /.*/, namespace: 'wix' }, ({ path }) => ({
        contents: `module.exports = globalThis[Symbol.for('badge-events.platform')](${JSON.stringify(path)})`,
        loader: 'js',
      }))
    },
  }

  return {
    plugin,
    unresolved: () => unresolved,
    wixModules: () => [...wixModules].sort(),
    realModules: () => [...realModules].sort(),
    watched: () => [...watched],
    missing: () => finder.missing(),
  }
}

// Marks the plugin's own look-ups, which must reach esbuild's resolver.
const ours = { badgeEvents: true }

function missingPackageHint(specifier: string): string {
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
  return `If it is an npm package: npm install ${name}. A file of the site starts with ./ or backend/`
}
