import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import { displayPath, type Project } from '../project.js'

/** The two files of a case: an event, and the test that delivers it. */
export interface CaseFiles {
  /** Absolute. */
  fixture: string
  test: string
  /** What `createEvent` calls the fixture: its name in the site, else its path from the site. */
  name: string
}

/** The files of a case whose fixture is this one. */
export function caseFiles(
  fixture: string,
  { root, folder }: Pick<Project, 'root' | 'folder'>,
): CaseFiles {
  const stem = fixture.replace(/\.json$/, '')
  const inside = relative(join(folder, 'fixtures'), stem)
  const name = /[\\/]/.test(inside) ? relative(root, fixture).replaceAll('\\', '/') : inside
  return { fixture, test: `${stem}.test.js`, name }
}

/**
 * Where a test imports a handler from, as code of the site does: `backend/events.js`; a file elsewhere
 * by its path from the test.
 */
export function handlerImport({ root, handlerFile }: Project, test: string): string {
  const file = displayPath(root, handlerFile)
  if (file.startsWith('src/backend/')) return file.slice('src/'.length)
  // With a src/backend, Velo code is in there alone.
  if (file.startsWith('backend/') && !existsSync(join(root, 'src/backend'))) return file
  const path = relative(dirname(test), handlerFile).replaceAll('\\', '/')
  return path.startsWith('.') ? path : `./${path}`
}

/**
 * Refuses to go on where a file is in the way.
 *
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export function refuseExisting(files: readonly string[], force: boolean): void {
  const there = force ? undefined : files.find((file) => existsSync(file))
  if (there === undefined) return
  throw new BadgeEventsError('FILE_UNWRITABLE', `${there} is there already`, {
    hint: '--force replaces it.',
  })
}

export function fixtureText(event: EventObject): string {
  return `${JSON.stringify(event, null, 2)}\n`
}

/** @throws BadgeEventsError `FILE_UNWRITABLE` */
export function writeNewFile(path: string, text: string, force: boolean): void {
  refuseExisting([path], force)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' })
  } catch (cause) {
    throw new BadgeEventsError(
      'FILE_UNWRITABLE',
      `Cannot write ${path}: ${(cause as Error).message}`,
      { cause, hint: 'Name a file in a folder that you may write to.' },
    )
  }
}
