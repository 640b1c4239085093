import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import { formatPath } from '../event/path.js'
import { kindOf } from '../event/record.js'
import type { FuzzFailure, Side } from '../fuzz/failure.js'

/**
 * Writes the event of a failure as a fixture. The name comes from what fails and what is changed, so that
 * the same failure of another day has the same file; a file with another event in it is never replaced.
 *
 * @param folder - absolute
 * @param event - key of the event
 * @returns the file, absolute
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export function saveFailure(folder: string, event: string, failure: FuzzFailure): string {
  const text = `${JSON.stringify(failure.event, null, 2)}\n`
  const names = [identityOf(failure), `${identityOf(failure)} ${text}`]
  const files = names.map((name) => join(folder, `${event}.fuzz-${shortHash(name)}.json`))
  const [file = folder] = files.filter((path) => [null, text].includes(readIfThere(path)))
  write(file, text)
  return file
}

function identityOf({ differences, result: { handler, error } }: FuzzFailure): string {
  return JSON.stringify([
    handler,
    error?.kind,
    error?.name,
    differences.map(({ path, after }) => [formatPath(path), kindOfSide(after)]),
  ])
}

function kindOfSide(side: Side): string {
  return side.status === 'absent' ? 'absent' : kindOf(side.value)
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 6)
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw unwritable(path, error)
  }
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (error) {
    throw unwritable(path, error)
  }
}

function unwritable(path: string, cause: unknown): BadgeEventsError {
  return new BadgeEventsError(
    'FILE_UNWRITABLE',
    `Cannot write ${path}: ${(cause as Error).message}`,
    {
      cause,
      hint: '-o names another folder, and --no-save only prints the events.',
    },
  )
}
