import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '../context.js'
import { type DeliveryLog, logFile, openLog } from '../delivery/log/log.js'
import { BadgeEventsError } from '../errors.js'
import { findSiteRoot } from '../project.js'

export interface FoundLog {
  root: string
  /** The site's `.badge-events` folder, where its log is. */
  folder: string
  /** Who only reads makes no log. */
  hasLog: boolean
}

/**
 * Where the log of the site is, and whether it is there yet.
 *
 * @throws BadgeEventsError `SITE_NOT_FOUND`
 */
export function findLog({ cwd }: Context): FoundLog {
  const root = findSiteRoot(cwd)
  if (root === null) {
    throw new BadgeEventsError('SITE_NOT_FOUND', `Found no Wix site in ${cwd} or above it`, {
      hint: 'Go to the folder with wix.config.json or package.json: each site has a log of its own.',
    })
  }
  const folder = join(root, '.badge-events')
  return { root, folder, hasLog: existsSync(join(folder, logFile)) }
}

/**
 * Opens the log to look for a delivery. The caller closes it.
 *
 * @param name - what is looked for
 * @throws BadgeEventsError `SITE_NOT_FOUND`, `LOG_UNUSABLE`, `LOG_TOO_NEW`; `DELIVERY_NOT_FOUND` where
 * there is no log
 */
export async function openFilledLog(context: Context, name: string): Promise<DeliveryLog> {
  const { folder, hasLog } = findLog(context)
  if (hasLog) return openLog(folder)
  throw new BadgeEventsError(
    'DELIVERY_NOT_FOUND',
    `There is no delivery "${name}": nothing has been received yet`,
    { hint: '`badge-events tail` receives deliveries and keeps them.', details: { name } },
  )
}
