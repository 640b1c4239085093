import { existsSync, readdirSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import { registersOnly } from '../extensions.js'
import { displayPath, findProject, findSiteFolder } from '../project.js'
import { detectSite, type SiteKind } from '../scaffold/detect-site.js'
import type { Environment } from './environment.js'
import { type ExtensionSource, readExtensions } from './extension-source.js'
import { parseSource, type SourceFile } from './source-file.js'

/** A site as the rules see it: each file read and parsed once. */
export interface Site {
  root: string
  kind: SiteKind
  /** The file in which Wix looks for handlers; null when there is none. */
  events: SourceFile | null
  /** The backend's other files, and those where handlers are put by mistake. */
  others: SourceFile[]
  /** The file that the user named, or the only one there is, registers handlers with the SDK. */
  usesSdk: boolean
  /** The event extensions of an app. */
  extensions: ExtensionSource[]
  /** The file that registers them, relative to the root; null when there is none. */
  registry: string | null
  /** Where the handlers belong, relative to the root. */
  expected: string
  environment: Environment
  /** The text of any file, relative to the root; null when it is not there. */
  read(path: string): string | null
}

export interface SiteRequest {
  cwd: string
  /** A handler file named by the user, relative to `cwd`. */
  handler?: string | undefined
  environment: Environment
  /** Gives the text of a file by its absolute path; null when it is not there. */
  readText(path: string): string | null
}

/**
 * Reads the site around a folder.
 *
 * @throws BadgeEventsError `SITE_NOT_FOUND`, `HANDLER_FILE_NOT_FOUND` for a file that the user named
 */
export function readSite({ cwd, handler, environment, readText }: SiteRequest): Site {
  const { root, handlerFile, usesSdk } = findEvents(cwd, handler, readText)
  const { kind, handlerFile: usual } = detectSite(root)
  const source = (path: string): SourceFile =>
    parseSource(path, displayPath(root, path), readText(path) ?? '')
  return {
    root,
    kind,
    events: handlerFile === null ? null : source(handlerFile),
    others: otherFiles(root, handlerFile).flatMap((path) => readable(() => source(path))),
    usesSdk,
    ...readExtensions(root, readText),
    expected:
      handlerFile === null ? (usual ?? 'src/backend/events.js') : displayPath(root, handlerFile),
    environment,
    read: (path) => readText(join(root, path)),
  }
}

/** What cannot be read holds no handlers that could be told apart; in events.js it is an error. */
function readable<Value>(read: () => Value): Value[] {
  try {
    return [read()]
  } catch (error) {
    if (error instanceof BadgeEventsError) return []
    throw error
  }
}

/** A site without an events.js is a finding, a file that was named and is not there is bad input. */
function findEvents(
  cwd: string,
  handler: string | undefined,
  readText: SiteRequest['readText'],
): { root: string; handlerFile: string | null; usesSdk: boolean } {
  try {
    const { root, handlerFile, extensions } = findProject(cwd, handler)
    // Code that registers handlers with the SDK is no events.js, and its rules are others.
    const usesSdk =
      extensions.files.includes(handlerFile) || registersOnly(readText(handlerFile) ?? '')
    return { root, handlerFile: usesSdk ? null : handlerFile, usesSdk }
  } catch (error) {
    const folder = findSiteFolder(cwd)
    const isMissing =
      error instanceof BadgeEventsError && error.code === 'HANDLER_FILE_NOT_FOUND' && folder
    if (!isMissing || handler !== undefined) throw error
    return { root: dirname(folder), handlerFile: null, usesSdk: false }
  }
}

/** Places outside the backend folder where an `events.js` is put. */
const strays = ['events.js', 'src/events.js']
const code = /\.(?:[mc]?js|jsw|[mc]?ts)$/

function otherFiles(root: string, handlerFile: string | null): string[] {
  const folders = [
    ...(handlerFile === null ? [] : backendOf(root, handlerFile)),
    join(root, 'src/backend'),
    join(root, 'backend'),
  ]
  const files = [
    ...folders.flatMap((folder) => listCode(folder)),
    ...strays.map((stray) => join(root, stray)).filter((path) => existsSync(path)),
  ]
  return [...new Set(files)].filter((path) => path !== handlerFile).sort()
}

/** The backend folder that a handler file lies in. A file elsewhere has no backend around it. */
function backendOf(root: string, handlerFile: string): string[] {
  const folders = relative(root, dirname(handlerFile)).split(/[\\/]/)
  const depth = folders.lastIndexOf('backend')
  return depth < 0 ? [] : [resolve(root, ...folders.slice(0, depth + 1))]
}

function listCode(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.name.startsWith('.') || entry.name === 'node_modules') return []
    if (entry.isDirectory()) return listCode(path)
    return entry.isFile() && code.test(basename(path)) && !/\.d\.[mc]?ts$/.test(path) ? [path] : []
  })
}
