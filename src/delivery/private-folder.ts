import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadgeEventsError } from '../errors.js'

/**
 * Makes a site's `.badge-events` folder: readable for its owner alone, and passed over by git even in
 * a site whose `.gitignore` does not name it. It holds members' data and keys.
 *
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export function makePrivateFolder(folder: string): void {
  const ignore = join(folder, '.gitignore')
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n')
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot write into ${folder}`, {
      cause,
      hint: 'Check that the folder is yours, and that the disk has space.',
    })
  }
}
