import { basename, dirname, sep } from 'node:path'
import { nearest } from '../catalog/suggest.js'
import type { FileFinder } from './file-finder.js'

/**
 * Wix modules by pattern, not by a list that ages. They are never looked up in `node_modules`, where
 * strangers own some of these names.
 */
export const wixModule = /^(wix-[^/]+|interfaces-[^/]+|@wix\/.+)$/

/** Whether a specifier names a file of the site as Velo writes it: `backend/…`, `public/…`. */
export function isSitePath(specifier: string): boolean {
  return /^(backend|public)\//.test(specifier)
}

/** The folder that `backend/…` counts from: the parent of the handler file's `backend` folder. */
export function veloRoot(root: string, entry: string): string {
  const folders = dirname(entry).split(sep)
  const backend = folders.lastIndexOf('backend')
  return backend > 0 ? folders.slice(0, backend).join(sep) : root
}

/** What to say of a path that leads to no file: what is nearest to it, and where it was looked for. */
export function missingFileHint(finder: FileFinder, path: string): string {
  const byStem = new Map(finder.siblings(path).map((name) => [withoutEnding(name), name]))
  const [stem = ''] = nearest(withoutEnding(basename(path)), [...byStem.keys()], 1)
  const closest = byStem.get(stem)
  const folder = dirname(path)
  return closest
    ? `The nearest file there is ${closest}. Looked in ${folder}`
    : `Looked for it in ${folder}, with the endings .js .mjs .ts .jsw .web.js .json`
}

/** Imports leave the ending out, so it says nothing about how near a name is. */
function withoutEnding(name: string): string {
  return name.replace(/(\.web)?\.\w+$/, '')
}
