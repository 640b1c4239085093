import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import type { LoadedSite } from '../simulation/site.js'
import type { VerdictOptions, Verdicts } from './verdicts.js'

/**
 * What becomes of the runs of a command; null when nobody wants to know more than is shown. Its code is
 * loaded only then.
 *
 * @param events - what is sent
 * @throws BadgeEventsError `USAGE_INVALID`, `EXPECTATION_NOT_FOUND`, `EXPECTATION_INVALID`
 */
export async function openVerdicts(
  options: VerdictOptions,
  site: LoadedSite,
  events: readonly EventObject[],
  context: Context,
): Promise<Verdicts | null> {
  refuseLoneUpdate(options)
  const { expect, junit, tap } = options
  if (expect === undefined && junit === undefined && !tap && !isOnGitHub(context.env)) return null
  const { createVerdicts } = await import('./verdicts.js')
  return createVerdicts(options, site, events, context)
}

/** GitHub sets the variable for every step of a workflow. */
export function isOnGitHub({ GITHUB_ACTIONS }: Context['env']): boolean {
  return GITHUB_ACTIONS === 'true'
}

export function refuseLoneUpdate({ expect, update }: VerdictOptions): void {
  if (!update || expect !== undefined) return
  throw new BadgeEventsError(
    'USAGE_INVALID',
    '--update writes what --expect names, and it is not there',
    {
      hint: 'badge-events simulate assigned --expect badge-events/expected/assigned.json --update',
    },
  )
}
