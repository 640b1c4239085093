import { dirname, join, resolve } from 'node:path'
import { type HandlerFile, readHandlerFile } from './handler-file.js'
import { readText } from './read-text.js'

/**
 * The names that a file's `export * from` add, as far as they lie in files of the site. A module that
 * cannot be found or read adds none.
 *
 * @param path - of the file, absolute
 */
export function readStarNames(file: HandlerFile, path: string, seen = new Set([path])): string[] {
  return file.starExports.flatMap(({ specifier }) => {
    const target = findModule(specifier, path)
    if (target === null || seen.has(target.path)) return []
    seen.add(target.path)
    try {
      const module = readHandlerFile(target.text)
      return [
        ...module.exports.map(({ name }) => name).filter((name) => name !== 'default'),
        ...readStarNames(module, target.path, seen),
      ]
    } catch {
      return []
    }
  })
}

/** `./badges` lies beside the file, `backend/badges` in its backend folder: where the file itself is. */
function findModule(specifier: string, from: string): { path: string; text: string } | null {
  const inBackend = /^backend\/(.+)$/.exec(specifier)?.[1]
  if (inBackend === undefined && !specifier.startsWith('.')) return null
  const base = resolve(dirname(from), inBackend ?? specifier)
  for (const path of [base, `${base}.js`, `${base}.jsw`, join(base, 'index.js')]) {
    try {
      const text = readText(path, path)
      if (text !== null) return { path, text }
    } catch {}
  }
  return null
}
