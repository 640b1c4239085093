import { readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const endings = [
  '.js',
  '.mjs',
  '.ts',
  '.mts',
  '.jsw',
  '.web.js',
  '.web.ts',
  '.cjs',
  '.cts',
  '.tsx',
  '.jsx',
  '.json',
]
/** In TypeScript an import names the file that will be written, the source has another ending. */
const sources: Record<string, string> = {
  '.js': '.ts',
  '.mjs': '.mts',
  '.cjs': '.cts',
  '.jsx': '.tsx',
}

export interface FileFinder {
  /** The file that an import path without its ending, or a folder with an index, stands for. */
  find(path: string): string | undefined
  /** Names in the folder of a path, for a suggestion. */
  siblings(path: string): string[]
  /** Every path that was tried in vain. */
  missing(): string[]
}

/** Looks files up as Velo does, and remembers what was not there. */
export function createFileFinder(): FileFinder {
  const missing = new Set<string>()
  const isFile = (path: string): boolean => {
    if (statSync(path, { throwIfNoEntry: false })?.isFile()) return true
    missing.add(path)
    return false
  }
  return {
    find: (path) => candidates(path).find(isFile),
    siblings(path) {
      try {
        return readdirSync(dirname(path))
      } catch {
        return []
      }
    },
    missing: () => [...missing],
  }
}

function candidates(path: string): string[] {
  const [, stem = path, ending = ''] = /^(.*?)(\.[mc]?jsx?)$/.exec(path) ?? []
  const source = sources[ending]
  return [
    path,
    ...endings.map((added) => path + added),
    ...(source ? [stem + source] : []),
    ...endings.map((added) => join(path, `index${added}`)),
  ]
}
