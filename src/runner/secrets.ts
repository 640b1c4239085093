import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { BadgeEventsError } from '../errors.js'

/** The first file that defines a name wins. */
const files = ['.env.local', '.env']

/**
 * Reads what `wix-secrets-backend` answers with, from the site's `.env.local`, then `.env`.
 *
 * @throws BadgeEventsError `FILE_UNREADABLE`
 */
export function readSecrets(root: string): Record<string, string> {
  return Object.assign(
    {},
    ...readEnvFiles(root)
      .map(({ values }) => values)
      .toReversed(),
  )
}

/**
 * The values in each of these files, that of the first one first.
 *
 * @throws BadgeEventsError `FILE_UNREADABLE`
 */
export function readEnvFiles(root: string): { name: string; values: Record<string, string> }[] {
  return files.map((name) => ({ name, values: readEnvFile(join(root, name)) }))
}

function readEnvFile(path: string): Record<string, string> {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read the secrets in ${path}`, { cause })
  }
  return parseEnv(text) as Record<string, string>
}
