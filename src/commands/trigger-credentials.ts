import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.js'
import { isRecord } from '../event/record.js'
import { readEnvFiles } from '../runner/secrets.js'
import {
  type Credentials,
  readCredentials,
  type Source,
  variables,
} from '../trigger/credentials.js'

/**
 * The credentials for the site, from the environment, `.env.local`, `.env`; the id of the site also
 * from `wix.config.json`.
 *
 * @param site - as `--site` names it
 * @throws BadgeEventsError `CREDENTIALS_MISSING`, `USAGE_INVALID`, `FILE_UNREADABLE`
 */
export function findCredentials(
  root: string,
  site: string | undefined,
  { env }: Context,
): Credentials {
  const sources: Source[] = [
    { name: 'the environment', values: env },
    ...readEnvFiles(root),
    { name: 'wix.config.json', values: { [variables.siteId]: readSiteId(root) } },
  ]
  return readCredentials(sources, site)
}

/** The site that a folder belongs to, as Wix's own tools note it down. */
function readSiteId(root: string): string | undefined {
  try {
    const config: unknown = JSON.parse(readFileSync(join(root, 'wix.config.json'), 'utf8'))
    return isRecord(config) && typeof config.siteId === 'string' ? config.siteId : undefined
  } catch {
    // Without one, or with one that only Wix's tools can read, the id has to be given.
    return undefined
  }
}
