import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import type { FileChange } from './file-change.js'
import { readText, reasonOf } from './read-text.js'

/**
 * Writes a changed file so that at each moment it is either the old one or the new one: a temporary file
 * beside it takes its place. Keeps the mode, and writes through symbolic links.
 *
 * @param id - makes the name of the temporary file its own
 * @throws BadgeEventsError `FILE_UNWRITABLE`, also when the file changed since it was read
 */
export function writeChange(root: string, change: FileChange, id: string): void {
  const { path, status, before, after } = change
  if (status === 'unchanged') return
  const named = join(root, path)
  try {
    mkdirSync(dirname(named), { recursive: true })
    const file = existsSync(named) ? realpathSync(named) : named
    const temporary = join(dirname(file), `.${basename(file)}.${id}.tmp`)
    try {
      writeDurably(temporary, after, modeOf(file))
      if (readText(named, path) !== before) throw changedMeanwhile(path)
      renameSync(temporary, file)
    } finally {
      rmSync(temporary, { force: true })
    }
  } catch (cause) {
    if (cause instanceof BadgeEventsError) throw cause
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot write ${named}: ${reasonOf(cause)}`, {
      cause,
    })
  }
}

function writeDurably(path: string, text: string, mode: number | undefined): void {
  const descriptor = openSync(path, 'wx', mode)
  try {
    // The mode of `open` is subject to the umask.
    if (mode !== undefined) fchmodSync(descriptor, mode)
    writeFileSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

function modeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats && stats.mode & 0o7777
}

function changedMeanwhile(path: string): BadgeEventsError {
  return new BadgeEventsError('FILE_UNWRITABLE', `${path} changed meanwhile`, {
    hint: 'It is as the other program left it. Run the command again.',
  })
}
