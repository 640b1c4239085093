import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { findMarks } from '../runner/marks.js'
import type { LoadedSite } from '../simulation/site.js'

/**
 * Ids and instants that a site starts with, in its code, its seed data, and what the flags say of it:
 * they are the same in every run.
 */
export function knownOf(site: LoadedSite): readonly (string | Date)[] {
  const found = known.get(site) ?? collect(site)
  known.set(site, found)
  return found
}

// The code may be large, and `--all` asks once for each run.
const known = new WeakMap<LoadedSite, readonly (string | Date)[]>()

function collect({ project, bundle, world, cannedAnswers }: LoadedSite): (string | Date)[] {
  const files = [bundle.path, ...jsonFiles(join(project.folder, 'data'))].map(readOrNothing)
  const texts = [...files, JSON.stringify([world, cannedAnswers])]
  const marks = texts.flatMap((text) => findMarks(text).map(({ value }) => value))
  return [...new Set(marks)].map((mark) => (typeof mark === 'number' ? new Date(mark) : mark))
}

function jsonFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(folder, name))
  } catch {
    // A site need not have seed data.
    return []
  }
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
