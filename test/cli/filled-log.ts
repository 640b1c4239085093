import { parseEventName } from '../../src/catalog/index.js'
import { createLocalKey, type LocalKey, readLocalKey } from '../../src/delivery/keys/local-key.js'
import { type Arrival, type DeliveryLog, openLog } from '../../src/delivery/log/log.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { signWebhook } from '../../src/event/webhook.js'
import { arrival } from '../delivery/log/arrivals.js'
import type { TestSite } from './site.js'

/** Writes to the log of a site while no command runs, and gives what was asked for. */
export async function withLog<T>(
  { path }: Pick<TestSite, 'path'>,
  use: (log: DeliveryLog) => Promise<T> | T,
): Promise<T> {
  const log = await openLog(path('.badge-events'))
  try {
    return await use(log)
  } finally {
    await log.close()
  }
}

/** Appends arrivals one after another, and gives their ids. */
export function fill(
  site: Pick<TestSite, 'path'>,
  arrivals: readonly Arrival[],
  targets: readonly string[] = [],
): Promise<string[]> {
  return withLog(site, async (log) => {
    const ids: string[] = []
    for (const one of arrivals) ids.push((await log.append(one, targets)).delivery.id)
    return ids
  })
}

export interface SignedOptions {
  /** When it was signed; it is valid for an hour. */
  issuedAt?: Date
  /** Another key than the site's own. */
  key?: LocalKey
}

/** An arrival whose body is a webhook, signed with the site's local key unless another one is given. */
export async function signedArrival(
  site: Pick<TestSite, 'path'>,
  { issuedAt = new Date(), key = readLocalKey(site.path('.badge-events')) }: SignedOptions = {},
  changes: Parameters<typeof arrival>[0] = {},
): Promise<Arrival> {
  const base = arrival({
    receivedAt: new Date(),
    verification: { status: 'local', key: 'k' },
    ...changes,
  })
  const envelope = toEnvelope(base.event, parseEventName(base.eventType))
  const body = Buffer.from(await signWebhook(envelope, { privateKey: key.privateKey, issuedAt }))
  return { ...base, body, event: { ...base.event } }
}

/** A key that no site knows. */
export const strangeKey = createLocalKey
