import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin, PluginBuild } from 'esbuild'
import { version } from '../version.js'
import type { BundleRequest } from './bundle.js'
import { findPackage } from './npm-packages.js'
import { readPackageEvents } from './sdk-events.js'
import {
  findInstalled,
  findSdk,
  type InstalledPackage,
  installStamps,
  packageName,
} from './sdk-packages.js'

/** The parts of the real SDK that a site's code needs, as one script. */
export interface SdkScript {
  /** Absolute path. */
  path: string
  /** Files whose change makes it stale: manifests of the packages. */
  inputs: string[]
}

export type SdkScriptOutcome =
  | { status: 'made'; script: SdkScript }
  /** `@wix/sdk` is not installed. */
  | { status: 'missing'; looked: string[] }

/** A change of what the script holds makes those of an older version stale. */
const maker = `${version} sdk 1`

/**
 * Gives the script with the parts of the real `@wix/sdk`, and the definitions of events of the packages
 * that a site imports: those installed with the site. All else of these packages, their calls of the
 * platform, is left out. It is made once for what is installed, so a change of the site's code makes no
 * new one.
 *
 * @param specifiers - the `@wix/…` modules that the code imports
 */
export async function sdkScript(
  { root, entry, cacheDir }: Pick<BundleRequest, 'root' | 'entry' | 'cacheDir'>,
  specifiers: readonly string[],
): Promise<SdkScriptOutcome> {
  const from = dirname(entry)
  const looked: string[] = []
  const sdk = findSdk(from, looked) ?? findSdk(root, looked)
  if (!sdk) return { status: 'missing', looked }
  const packages = installedOf(specifiers, from)
  const inputs = [...new Set([sdk, ...packages.values()].map(({ manifest }) => manifest))]
  const key = createHash('sha256')
    .update(JSON.stringify([maker, sdk, [...packages], installStamps(from)]))
    .digest('hex')
    .slice(0, 16)
  const path = join(cacheDir, 'sdk', `${key}.mjs`)
  if (!existsSync(path)) write(path, await bundleSdk(sdk, packages))
  return { status: 'made', script: { path, inputs } }
}

function installedOf(specifiers: readonly string[], from: string): Map<string, InstalledPackage> {
  return new Map(
    specifiers.flatMap((specifier) => {
      const found = specifier.startsWith('@wix/') && findInstalled(packageName(specifier), from)
      return found ? [[specifier, found]] : []
    }),
  )
}

async function bundleSdk(
  sdk: InstalledPackage,
  packages: ReadonlyMap<string, InstalledPackage>,
): Promise<string> {
  const { build } = await import('esbuild')
  const { outputFiles } = await build({
    stdin: { contents: 'export * from "sdk:"', resolveDir: sdk.folder },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'silent',
    plugins: [sdkPlugin(sdk, packages)],
  })
  return outputFiles[0]?.text ?? ''
}

function sdkPlugin(sdk: InstalledPackage, packages: ReadonlyMap<string, InstalledPackage>): Plugin {
  return {
    name: 'wix-sdk',
    setup(build) {
      build.onResolve({ filter: /^sdk:/ }, ({ path }) => ({ path, namespace: 'sdk' }))
      // What is no part of the SDK, `jose` for one, is loaded from where it is when it is asked for.
      build.onResolve(
        { filter: /^[^./@]/ },
        async ({ path, importer, resolveDir, kind, pluginData }) => {
          if (pluginData === ours || path.startsWith('node:')) return undefined
          const found = await build.resolve(path, { importer, resolveDir, kind, pluginData: ours })
          if (found.errors.length > 0 || found.external) return found
          return { path: pathToFileURL(found.path).href, external: true }
        },
      )
      build.onLoad({ filter: /.*/, namespace: 'sdk' }, async () => ({
        contents: await scriptText(build, sdk, packages),
        resolveDir: sdk.folder,
        loader: 'js',
      }))
    },
  }
}

// Marks the plugin's own look-ups, which must reach esbuild's resolver.
const ours = { badgeEvents: true }

async function scriptText(
  build: PluginBuild,
  sdk: InstalledPackage,
  packages: ReadonlyMap<string, InstalledPackage>,
): Promise<string> {
  const find = async (specifier: string, resolveDir: string): Promise<string | undefined> => {
    const found = await build.resolve(specifier, {
      resolveDir,
      kind: 'import-statement',
      pluginData: ours,
    })
    return found.errors.length > 0 || found.external ? undefined : found.path
  }
  const client = (await find('@wix/sdk/client', parentOf(sdk))) ?? '@wix/sdk'
  const lines = [`export { createClient } from ${JSON.stringify(client)}`]
  const modules: string[] = []
  const events: string[] = []
  for (const [specifier, installed] of packages) {
    const file = await find(specifier, parentOf(installed))
    if (file === undefined) continue
    const key = JSON.stringify(specifier)
    if (installed.name === '@wix/sdk') {
      const local = `m${lines.length}`
      lines.push(`import * as ${local} from ${JSON.stringify(file)}`)
      modules.push(`${key}: ${local}`)
      continue
    }
    const members = await eventMembers(file, find, lines)
    if (members.length > 0) events.push(`${key}: { ${members.join(', ')} }`)
  }
  return [
    ...lines,
    `export const modules = { ${modules.join(', ')} }`,
    `export const events = { ${events.join(', ')} }`,
  ].join('\n')
}

/** Members of the object with a package's events; adds the imports that they need. */
async function eventMembers(
  file: string,
  find: (specifier: string, resolveDir: string) => Promise<string | undefined>,
  lines: string[],
): Promise<string[]> {
  const { own, namespaces } = readPackageEvents(file)
  const members = importNames(own, file, lines)
  for (const { name, specifier } of namespaces) {
    const inner = await find(specifier, dirname(file))
    if (inner === undefined || !findPackage(inner)) continue
    const names = importNames(readPackageEvents(inner).own, inner, lines)
    if (names.length > 0) members.push(`${name}: { ${names.join(', ')} }`)
  }
  return members
}

function importNames(names: readonly string[], file: string, lines: string[]): string[] {
  const imported = names.map((name, index) => ({ name, local: `e${lines.length}_${index}` }))
  if (imported.length === 0) return []
  const list = imported.map(({ name, local }) => `${name} as ${local}`).join(', ')
  lines.push(`import { ${list} } from ${JSON.stringify(file)}`)
  return imported.map(({ name, local }) => `${name}: ${local}`)
}

/** The folder to look a package up from, so that it is the one that was found. */
function parentOf({ folder, name }: InstalledPackage): string {
  return folder.slice(0, -`node_modules/${name}`.length)
}

function write(path: string, code: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, code, { mode: 0o600 })
  renameSync(temporary, path)
}
