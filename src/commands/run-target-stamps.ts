import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Project } from '../project.js'
import type { Bundle } from '../runner/bundle.js'
import { bundleExamined } from './simulation.js'
import { quietMs, sourceFiles } from './site-watcher.js'

/** For each file, what tells one state of it from another. */
export type Stamps = ReadonlyMap<string, string>

/**
 * The bundle of a site and the state its files were in, `badge-events/` included.
 *
 * @throws BadgeEventsError `CODE_INVALID`, `IMPORT_UNRESOLVED`, `FILE_UNREADABLE`
 */
export async function bundleAndStamp(
  project: Project,
): Promise<{ bundle: Bundle; stamps: Stamps }> {
  for (let before = await bundleExamined(project); ; ) {
    const stamps = stampAll(before.inputs, project)
    // Saved between the bundling and the look at it? The cache knows.
    const bundle = await bundleExamined(project)
    if (bundle.path === before.path) return { bundle, stamps }
    before = bundle
  }
}

/** The first file that is no longer in the state it was in. */
export function changedFile(stamps: Stamps): string | undefined {
  for (const [file, before] of stamps) if (stampOf(file) !== before) return file
  return undefined
}

/** Empty for a file that is not there. */
export function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false })
  return stats ? `${stats.mtimeMs} ${stats.size} ${stats.ino}` : ''
}

/** Waits until a file that is being saved is complete: an empty one would export no handler. */
export async function whenQuiet(file: string): Promise<void> {
  for (let before: string | undefined; before !== stampOf(file); ) {
    before = stampOf(file)
    await pause(quietMs)
  }
}

function stampAll(inputs: readonly string[], project: Project): Stamps {
  const files = [...sourceFiles(inputs, project), ...treeOf(project.folder)]
  return new Map(files.map((file) => [file, stampOf(file)]))
}

/** A folder changes with each file that is made or removed in it. */
function treeOf(folder: string): string[] {
  if (!existsSync(folder)) return [folder]
  const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return [folder, ...entries.map((entry) => join(folder, entry))]
}
