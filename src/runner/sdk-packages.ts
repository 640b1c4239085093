import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A package of Wix as it is installed. */
export interface InstalledPackage {
  name: string
  folder: string
  manifest: string
  version: string
}

/** Packages that bring `@wix/sdk` along where a project does not name it itself. */
const carriers = ['@wix/astro', '@wix/essentials', '@wix/members']

/**
 * Finds a package as Node would from a folder: in the nearest `node_modules` that has it.
 *
 * @param missing - gets the paths that were looked at in vain
 */
export function findInstalled(
  name: string,
  from: string,
  missing: string[] = [],
): InstalledPackage | undefined {
  for (let parent = from; ; parent = dirname(parent)) {
    const folder = join(parent, 'node_modules', name)
    const manifest = join(folder, 'package.json')
    if (existsSync(manifest)) return { name, folder, manifest, version: readVersion(manifest) }
    missing.push(manifest)
    if (dirname(parent) === parent) return undefined
  }
}

/** Finds `@wix/sdk`, also where only another package of the project depends on it. */
export function findSdk(from: string, missing: string[] = []): InstalledPackage | undefined {
  const direct = findInstalled('@wix/sdk', from, missing)
  if (direct) return direct
  for (const name of carriers) {
    const carrier = findInstalled(name, from)
    const found = carrier && findInstalled('@wix/sdk', carrier.folder)
    if (found) return found
  }
  return undefined
}

/** The npm package that an import path belongs to: `@wix/sdk` of `@wix/sdk/client`. */
export function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Files that a package manager writes when it changes what is installed, with their times. */
export function installStamps(from: string): string[] {
  const names = ['.package-lock.json', '.yarn-state.yml', '.modules.yaml']
  const stamps: string[] = []
  for (let parent = from; ; parent = dirname(parent)) {
    for (const name of names) {
      const stats = statSync(join(parent, 'node_modules', name), { throwIfNoEntry: false })
      if (stats) stamps.push(`${parent} ${name} ${stats.mtimeMs} ${stats.size}`)
    }
    if (dirname(parent) === parent) return stamps
  }
}

function readVersion(manifest: string): string {
  try {
    return String((JSON.parse(readFileSync(manifest, 'utf8')) as { version?: unknown }).version)
  } catch {
    return ''
  }
}
