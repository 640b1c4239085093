import type { Place } from '../errors.js'
import type { BuildOutput } from './build.js'
import { readFresh, writeCache } from './bundle-cache.js'
import type { HandlerExport } from './exports.js'

/** The user's handler file and all it imports, as one script that a worker can load. */
export interface Bundle {
  /** Absolute path of the script; its source map is beside it, with `.map` added. */
  path: string
  /** What the handler files export, and what they register with the SDK, with the place of each. */
  exports: HandlerExport[]
  /** The script with the parts of the real SDK that the code needs; null when it needs none. */
  sdk: string | null
  /** The Wix modules that its code imports. */
  modules: string[]
  /** Absolute paths of the files that went into it. */
  inputs: string[]
  /** What is to be said of its handlers whenever they run. */
  notes: HandlerNote[]
}

/** A remark on a handler that does not depend on the event: Wix will not call it, because of how it is exported. */
export interface HandlerNote {
  /** Null when it is about no one handler. */
  handler: string | null
  /** Only for handlers that are registered in this file, relative to the site. */
  file?: string | undefined
  code: string
  message: string
  place: Place | null
}

export interface BundleRequest {
  /** The site's root folder. */
  root: string
  /** The file with the handlers, absolute. */
  entry: string
  /** Further files whose code registers handlers with the SDK. */
  extensions?: readonly string[]
  /** Files that say which those are. */
  registries?: readonly string[]
  /** Folder for bundles of this site. */
  cacheDir: string
  /** Looks the handlers over when a bundle is made; the outcome is kept with it. */
  examine?(exports: readonly HandlerExport[]): Promise<HandlerNote[]>
}

/**
 * Gives the bundle of a handler file: the cached one while no file that went into it has changed,
 * else a new one. A cached answer loads neither esbuild nor a parser.
 *
 * @throws BadgeEventsError `CODE_INVALID`, `IMPORT_UNRESOLVED` or `FILE_UNREADABLE`, with the place
 */
export async function bundleHandlers(request: BundleRequest): Promise<Bundle> {
  const cached = readFresh(request)
  if (cached) return cached
  const { build } = await import('./build.js')
  const startedAt = Date.now()
  const output = await build(request)
  const notes = (await request.examine?.(output.exports)) ?? []
  return writeCache(request, output, [...notes, ...realAccess(output)], startedAt)
}

function realAccess({ realModules }: BuildOutput): HandlerNote[] {
  if (realModules.length === 0) return []
  const message = `The code uses ${realModules.join(', ')}: what it does there is real, no double stands in for it`
  return [{ handler: null, code: 'real-access', message, place: null }]
}
