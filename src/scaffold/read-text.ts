import { readFileSync } from 'node:fs'
import { BadgeEventsError } from '../errors.js'

/**
 * The text of a file, byte order mark included; null when there is no such file.
 *
 * @throws BadgeEventsError `FILE_UNREADABLE`, also when it is not UTF-8: writing it back would change it
 */
export function readText(path: string, name: string): string | null {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read ${name}: ${reasonOf(cause)}`, {
      cause,
    })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNREADABLE', `${name} is not UTF-8 text`, {
      hint: 'Save it as UTF-8 and run the command again. The file is as it was.',
      cause,
    })
  }
}

/** What the system says went wrong, without the path that our message has already. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message.replace(/, \w+ '.*$/, '') : String(cause)
}
