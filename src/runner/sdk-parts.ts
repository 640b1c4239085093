import { SourceMap } from 'node:module'
import { relative, resolve } from 'node:path'
import { readCodeFrame } from '../code-frame.js'
import { BadgeEventsError, type CodeFrame } from '../errors.js'
import type { BundleRequest } from './bundle.js'
import type { HandlerExport } from './exports.js'
import { findInstalled, packageName } from './sdk-packages.js'
import { sdkScript } from './sdk-script.js'

/** What of the real SDK a bundle needs beside it. */
export interface SdkParts {
  /** The script, null when the code registers no handlers. */
  path: string | null
  inputs: string[]
  missing: string[]
}

interface Bundled {
  code: string
  map: string
  /** The Wix modules that were imported. */
  modules: readonly string[]
  /** Handlers of the catalog's events that the code registers, as far as its text tells. */
  registered: readonly HandlerExport[]
}

/**
 * Makes the script of the SDK for code that registers handlers.
 *
 * @throws BadgeEventsError `IMPORT_UNRESOLVED` when a package is missing without which that cannot work
 */
export async function addSdk(request: BundleRequest, bundled: Bundled): Promise<SdkParts> {
  if (!needsSdk(request, bundled)) return { path: null, inputs: [], missing: [] }
  const [absent] = absentPackages(request, bundled)
  if (absent !== undefined) throw notInstalled(absent, request, bundled)
  const outcome = await sdkScript(request, bundled.modules)
  if (outcome.status === 'missing') throw notInstalled('@wix/sdk', request, bundled)
  const { path, inputs } = outcome.script
  return { path, inputs, missing: [] }
}

/** A call of an imported name, as the bundler writes it: `import_ecom.orders.onOrderCreated(`. */
const importedEvent = /\bimport_\w+\.(?:\w+\.)?on[A-Z]\w*\)?\(/

function needsSdk(
  { extensions = [] }: BundleRequest,
  { code, modules, registered }: Bundled,
): boolean {
  if (extensions.length > 0 || registered.length > 0) return true
  return modules.some((name) => packageName(name) === '@wix/sdk') || importedEvent.test(code)
}

/** Packages with events of the catalog that the code imports and registers handlers for. */
const eventPackage = /^@wix\/(members$|auto_sdk_members_)/

function absentPackages({ entry }: BundleRequest, { modules, registered }: Bundled): string[] {
  if (registered.length === 0) return []
  return modules
    .map(packageName)
    .filter((name) => eventPackage.test(name) && !findInstalled(name, entry))
}

function notInstalled(
  name: string,
  { root, cacheDir }: BundleRequest,
  { map, registered }: Bundled,
): BadgeEventsError {
  const frame = registered.map((handler) => frameOf(handler, map, root, cacheDir)).find(Boolean)
  const where = frame ? `${frame.file}:${frame.line} registers` : 'the code registers'
  return new BadgeEventsError(
    'IMPORT_UNRESOLVED',
    `Cannot find "${name}": ${where} a handler with the SDK, and it is not installed`,
    { hint: 'npm install @wix/members @wix/sdk', ...(frame && { frame }) },
  )
}

function frameOf(
  { position }: HandlerExport,
  map: string,
  root: string,
  cacheDir: string,
): CodeFrame | undefined {
  if (!position) return undefined
  const entry = new SourceMap(JSON.parse(map)).findEntry(position[0] - 1, position[1] - 1)
  if (!('originalSource' in entry) || !entry.originalSource) return undefined
  const file = resolve(cacheDir, entry.originalSource)
  return readCodeFrame(file, {
    file: relative(root, file).replaceAll('\\', '/'),
    line: entry.originalLine + 1,
    column: entry.originalColumn + 1,
  })
}
