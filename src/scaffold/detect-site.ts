import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadgeEventsError } from '../errors.js'

export type SiteKind =
  /** Git-integrated Velo site: `src/backend/`. */
  | 'velo'
  /** Older layout: `backend/` at the root. */
  | 'velo-older'
  /** Wix CLI app, headless project or Studio Two site: event extensions. */
  | 'cli-app'
  /** App of the older Wix CLI: `src/backend/events/<name>/event.ts`. */
  | 'cli-app-older'
  /** A folder with something else in it. */
  | 'node'
  | 'empty'

/** What a folder is. */
export interface Site {
  kind: SiteKind
  root: string
  /** The files and folders that say so, relative to the root. */
  evidence: string[]
  /** Where Velo handlers belong, relative to the root; null where there are none. */
  handlerFile: string | null
}

/**
 * Finds out what a folder is. Inside a Wix site, or one that init set up, that is the site; a
 * `package.json` above the folder says nothing, any folder may have one. A folder that is not there
 * yet is a new place, wherever it is.
 *
 * @param dir - absolute; need not exist yet
 * @throws BadgeEventsError `USAGE_INVALID` when it is a file, `FILE_UNREADABLE`
 */
export function detectSite(dir: string): Site {
  const root = existsSync(dir) ? findSite(dir) : dir
  const has = (path: string) => existsSync(join(root, path))
  const names = listFolder(root)
  const create = (kind: SiteKind, evidence: string[], handlerFile: string | null = null): Site => ({
    kind,
    root,
    evidence,
    handlerFile,
  })

  const velo = 'src/backend/events.js'
  if (has(velo)) return create('velo', ['wix.config.json', velo].filter(has), velo)
  const app = appEvidence(root, has)
  if (app.length > 0) return create('cli-app', app)
  const olderApp = 'src/backend/events/'
  if (isFolder(join(root, olderApp))) return create('cli-app-older', [olderApp])
  if ('appId' in readJson(join(root, 'wix.config.json'))) {
    return create('cli-app', ['appId in wix.config.json'])
  }
  const older = 'backend/events.js'
  if (has(older) || (has('backend') && !has('src/backend') && !has('wix.config.json'))) {
    return create(
      'velo-older',
      ['wix.config.json', has(older) ? older : 'backend/'].filter(has),
      older,
    )
  }
  const site = ['wix.config.json', 'src/backend/'].filter(has)
  if (site.length > 0) return create('velo', site, velo)
  const contents = names.filter(
    (name) => !/^\.|^(readme|license|licence)\b|^node_modules$/i.test(name),
  )
  // Files of our own make no project.
  if (contents.every((name) => name === 'badge-events')) return create('empty', [], velo)
  const own = hasHandlers(join(root, 'events.js')) ? ['events.js'] : []
  return create('node', [...['package.json'].filter(has), ...own], own[0] ?? velo)
}

/** What shows that Wix calls event extensions here, not Velo handlers. */
function appEvidence(root: string, has: (path: string) => boolean): string[] {
  const found = ['src/extensions.ts', 'src/extensions.js', 'src/extensions/'].filter(has)
  const manifest = readJson(join(root, 'package.json'))
  const dependencies = { ...recordOf(manifest.dependencies), ...recordOf(manifest.devDependencies) }
  for (const name of ['@wix/astro', '@wix/custom-extensions']) {
    if (name in dependencies) found.push(`${name} in package.json`)
  }
  return found
}

/** An `events.js` outside a backend folder may be anything; handlers in it make it one of ours. */
function hasHandlers(path: string): boolean {
  return /\bwix[A-Z]\w*_on[A-Z]/.test(readText(path))
}

function listFolder(root: string): string[] {
  const stats = statSync(root, { throwIfNoEntry: false })
  if (!stats) return []
  if (!stats.isDirectory()) {
    throw new BadgeEventsError('USAGE_INVALID', `${root} is a file, not a folder`, {
      hint: 'Name the folder of the site: badge-events init my-site',
    })
  }
  try {
    return readdirSync(root)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read the folder ${root}`, { cause })
  }
}

function findSite(dir: string): string {
  return findUpward(dir, 'wix.config.json') ?? findUpward(dir, 'badge-events/config.json') ?? dir
}

function findUpward(start: string, name: string): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder
    if (dirname(folder) === folder) return undefined
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}

/** People add comments and keys of their own to these files; what cannot be read says nothing. */
function readJson(path: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(readText(path)))
  } catch {
    return {}
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}
