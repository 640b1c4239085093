import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { BadgeEventsError } from './errors.js'
import { type Extensions, findExtensions, noExtensions } from './extensions.js'

/** A Wix site's repository on disk. */
export interface Project {
  root: string
  /** The file with the handlers, absolute: the Velo handlers, else those of the first event extension. */
  handlerFile: string
  /** The event extensions besides; none when the user named a file. */
  extensions: Extensions
  /** `badge-events/`, the committed folder: fixtures and seed data. */
  folder: string
  /** `.badge-events/cache`, never committed. */
  cacheDir: string
}

/** Where Wix looks: Git-integrated sites first, then the older layout. https://dev.wix.com/docs/develop-websites (Git integration) */
const handlerFiles = ['src/backend/events.js', 'backend/events.js', 'events.js']

/**
 * Finds the site around a folder.
 *
 * @param cwd - absolute folder to start in
 * @param handler - a handler file named by the user, relative to `cwd`
 * @throws BadgeEventsError `SITE_NOT_FOUND`, `HANDLER_FILE_NOT_FOUND`
 */
export function findProject(cwd: string, handler?: string): Project {
  const handlerFile = handler === undefined ? undefined : resolve(cwd, handler)
  if (handlerFile !== undefined && !isFile(handlerFile)) {
    throw new BadgeEventsError('HANDLER_FILE_NOT_FOUND', `There is no file ${handlerFile}`, {
      hint: '--handler names the file that exports the handlers, relative to the current folder.',
    })
  }
  const root = findRoot(handlerFile === undefined ? cwd : dirname(handlerFile))
  if (root === undefined && handlerFile === undefined) {
    throw new BadgeEventsError('SITE_NOT_FOUND', `Found no Wix site in ${cwd} or above it`, {
      hint: 'Go to the folder with wix.config.json or package.json, or name the file: --handler path/to/events.js',
    })
  }
  const siteRoot = root ?? dirname(handlerFile ?? cwd)
  const extensions = handlerFile === undefined ? findExtensions(siteRoot) : noExtensions
  return {
    root: siteRoot,
    handlerFile: handlerFile ?? findHandlerFile(siteRoot, extensions),
    extensions,
    folder: join(siteRoot, 'badge-events'),
    cacheDir: join(siteRoot, '.badge-events', 'cache'),
  }
}

/** The site around a folder; null outside a site. */
export function findSiteRoot(cwd: string): string | null {
  return findRoot(cwd) ?? null
}

/** The `badge-events` folder of the site around a folder; null outside a site. */
export function findSiteFolder(cwd: string): string | null {
  const root = findRoot(cwd)
  return root === undefined ? null : join(root, 'badge-events')
}

/** What to call the handlers of a site together: their file, or the folder of an app's event extensions. */
export function handlersName({ root, handlerFile, extensions: { files } }: Project): string {
  if (!files.includes(handlerFile)) return displayPath(root, handlerFile)
  const folders = ['src/extensions', 'src/backend/events']
  return (
    folders.find((folder) => displayPath(root, handlerFile).startsWith(`${folder}/`)) ??
    displayPath(root, handlerFile)
  )
}

/** A path as people write it: relative to the site where it is inside. */
export function displayPath(root: string, path: string): string {
  const inside = relative(root, path).replaceAll('\\', '/')
  return inside.startsWith('../') ? path : inside
}

// A wix.config.json says more than our own folder, and that more than a package.json, which any folder
// below the site may have.
function findRoot(start: string): string | undefined {
  return (
    findUpward(start, 'wix.config.json') ??
    findUpward(start, 'badge-events/config.json') ??
    findUpward(start, 'package.json')
  )
}

function findUpward(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder
    if (dirname(folder) === folder) return undefined
  }
}

function findHandlerFile(root: string, { files }: Extensions): string {
  const found = handlerFiles.map((file) => join(root, file)).find(isFile) ?? files[0]
  if (found) return found
  throw new BadgeEventsError(
    'HANDLER_FILE_NOT_FOUND',
    `Found no events.js and no event extension in the site ${root}`,
    {
      hint: `Velo handlers are in ${handlerFiles[0]}, extensions below src/extensions; badge-events init makes them. Another file: --handler path/to/file`,
    },
  )
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
