import { statSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import type { Project } from '../project.js'

/** Editors write a file in several steps; the last one counts. In ms. */
export const quietMs = 8
/** chokidar passes over what happens to a file within 50 ms of a change, as a formatter on save does. */
const lookAgainMs = 60

export interface SiteWatcher {
  /** Resolves when changes are seen from now on. */
  ready: Promise<void>
  /** Says which files count, besides all in `badge-events/`; null for any file of the site. */
  follow(files: ReadonlySet<string> | null): void
  close(): Promise<void>
}

export interface SiteListener {
  /** A file that counts was saved, made or removed; its absolute path. */
  onChange(path: string): void
  onError(error: unknown): void
}

/** Watches the files that a site's handlers are made of, any of them until it is told which. */
export function watchSite(project: Project, { onChange, onError }: SiteListener): SiteWatcher {
  let followed: ReadonlySet<string> | null = null
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(watchedFolders(project), {
    ignoreInitial: true,
    ignored: (path) =>
      /[\\/](node_modules|\.badge-events|\.git)([\\/]|$)/.test(relative(project.root, path)),
  })
  const changedAt = new Map<string, number>()
  const changed = (path: string): void => {
    changedAt.set(path, modifiedAt(path))
    setTimeout(() => {
      if (!watcher.closed && modifiedAt(path) !== changedAt.get(path)) changed(path)
    }, lookAgainMs).unref()
    clearTimeout(timer)
    timer = setTimeout(onChange, quietMs, path)
  }
  // A save in the first moments, while the watch is being set up, may make no event.
  const handlersAt = modifiedAt(project.handlerFile)
  const lookAtHandlers = (): void => {
    const isUnseen = !changedAt.has(project.handlerFile) && !watcher.closed
    if (isUnseen && modifiedAt(project.handlerFile) !== handlersAt) changed(project.handlerFile)
  }
  for (const ms of [lookAgainMs, 5 * lookAgainMs]) {
    watcher.on('ready', () => setTimeout(lookAtHandlers, ms).unref())
  }
  watcher.on('error', onError)
  watcher.on('all', (_event, path) => {
    if (!followed || isFollowed(followed, path, project)) changed(path)
  })
  return {
    ready: new Promise((resolve) => void watcher.on('ready', resolve)),
    follow(files) {
      followed = files
      // A fixture or a linked package may lie anywhere.
      if (files) watcher.add([...files])
    },
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}

/** All files that the outcome of a run depends on. */
export function sourceFiles(
  inputs: readonly string[],
  { root }: Project,
  fixtures: readonly string[] = [],
): Set<string> {
  return new Set([...inputs, ...fixtures, join(root, '.env'), join(root, '.env.local')])
}

function isFollowed(files: ReadonlySet<string>, path: string, { folder }: Project): boolean {
  return files.has(path) || path.startsWith(folder + sep)
}

/** The folder that imports count from, the site's own folder, and the files with secrets. */
function watchedFolders({ root, handlerFile, folder, extensions }: Project): string[] {
  return [
    ...(extensions.files.length > 0 ? [join(root, 'src')] : []),
    dirname(dirname(handlerFile)).startsWith(root)
      ? dirname(dirname(handlerFile))
      : dirname(handlerFile),
    folder,
    join(root, '.env'),
    join(root, '.env.local'),
  ]
}

/** Time of a file's last change; 0 when it is not there. */
function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
