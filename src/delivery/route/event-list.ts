import { eventFamily, findEvent } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'

/** `wix.ecom.v1.order_created`: an event that the catalog does not know may still arrive. */
const webhookType = /^[a-z][\w-]*(?:\.[\w-]+)+$/i

/**
 * The webhook types that a typed list of events stands for: `assigned,created-v4`, by any name that
 * the catalog knows. `created` is both `created` of v3 and of v4.
 *
 * @throws BadgeEventsError `EVENT_UNKNOWN`, with the nearest names as the hint
 */
export function parseEventList(text: string): ReadonlySet<string> {
  const names = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) {
    throw new BadgeEventsError('EVENT_UNKNOWN', `"${text}" names no event`, {
      hint: 'Write names with commas between: assigned,created-v4',
    })
  }
  return new Set(names.flatMap(typesOf))
}

function typesOf(name: string): string[] {
  if (findEvent(name) === undefined && webhookType.test(name)) return [name]
  return eventFamily(name).map(({ webhookType: type }) => type)
}
