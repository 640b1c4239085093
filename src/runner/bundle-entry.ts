import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BuildOptions } from 'esbuild'
import type { BundleRequest } from './bundle.js'

/** The exports under which a bundle carries the site's other files; no handler can have such a name on Wix. */
export const carriedExports = { dataHooks: '$dataHooks', doubles: '$doubles' } as const

/** What extensions export says nothing: their handlers are those that they register. */
const extensionPrefix = '$extension'

/** Whether a name is one under which a bundle carries another file. */
export function isCarried(name: string): boolean {
  return carriedNames.has(name) || name.startsWith(extensionPrefix)
}

const carriedNames = new Set<string>(Object.values(carriedExports))

export interface BundleEntry {
  options: Pick<BuildOptions, 'entryPoints' | 'stdin'>
  /** Files that would be carried too if they were there. */
  missing: string[]
}

/**
 * What a bundle starts from: the handler file, and in the same script, so that they share one instance
 * of each module, the hooks of `wix-data` and the site's own doubles.
 */
export function bundleEntry({ entry, root, extensions = [] }: BundleRequest): BundleEntry {
  const carried = [
    // The doubles come first: handlers may use them while they are loaded.
    { name: carriedExports.doubles, file: join(root, 'badge-events', 'doubles.js') },
    { name: carriedExports.dataHooks, file: join(dirname(entry), 'data.js') },
  ]
  const present = carried.filter(({ file }) => file !== entry && existsSync(file))
  const missing = carried.filter(({ file }) => !existsSync(file)).map(({ file }) => file)
  if (present.length === 0 && extensions.length === 0)
    return { options: { entryPoints: [entry] }, missing }
  const lines = [
    ...present.map(
      ({ name, file }) => `export * as ${name} from ${JSON.stringify(carriedPath(name, file))}`,
    ),
    `export * from ${JSON.stringify(entry)}`,
    // As namespaces, because an import for its effects alone may be left out by the bundler.
    ...extensions.map(
      (file, index) => `export * as ${extensionPrefix}${index} from ${JSON.stringify(file)}`,
    ),
  ]
  return { options: { stdin: { contents: lines.join('\n'), resolveDir: root } }, missing }
}

/** Doubles are put in place by a module of ours around the file, before the handlers are evaluated. */
function carriedPath(name: string, file: string): string {
  return name === carriedExports.doubles ? `${doublesPrefix}${file}` : file
}

/** Import path of a doubles file, for the plugin to answer with {@link doublesModule}. */
export const doublesPrefix = 'badge-events-doubles:'

/** The text of the module that loads a doubles file and hands what it exports to the registry. */
export function doublesModule(file: string): string {
  return `
    import doubles from ${JSON.stringify(file)}
    globalThis[Symbol.for('badge-events.platform')].replace(doubles)
    export default doubles
  `
}
