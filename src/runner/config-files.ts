import { existsSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

const names = ['tsconfig.json', 'jsconfig.json']

/**
 * The files that say what an alias means: esbuild reads them from a source file's folder up to the
 * site's, without telling. One that changes or appears makes a bundle stale.
 */
export function configFiles(
  sources: readonly string[],
  root: string,
): { present: string[]; missing: string[] } {
  const folders = new Set<string>()
  for (const source of sources) {
    if (source.includes(`${sep}node_modules${sep}`)) continue
    for (let folder = dirname(source); isWithin(folder, root); folder = dirname(folder)) {
      folders.add(folder)
    }
  }
  const files = [...folders].flatMap((folder) => names.map((name) => join(folder, name)))
  return {
    present: files.filter((file) => existsSync(file)),
    missing: files.filter((file) => !existsSync(file)),
  }
}

function isWithin(folder: string, root: string): boolean {
  return folder === root || folder.startsWith(root + sep)
}
