import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { Place } from '../errors.js'
import { findRegistrationCalls } from '../extensions.js'

/** Finds the first call of a function of this name in the site's own files, comments aside. */
export type SourceSearch = (name: string) => Place | null

/** Searches the files of a bundle: the bundler leaves out what it finds unused, and then no bundle shows it. */
export function createSourceSearch(files: readonly string[], root: string): SourceSearch {
  return (name) => {
    for (const file of files) {
      if (file.includes(`${sep}node_modules${sep}`) || !/\.[mc]?[jt]sx?$/.test(file)) continue
      const call = findRegistrationCalls(read(file)).find((one) => one.name === name)
      if (!call) continue
      const { line, column } = call
      return { file: relative(root, file).replaceAll('\\', '/'), line, column }
    }
    return null
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
