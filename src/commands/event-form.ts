import { join } from 'node:path'
import type { EventDefinition } from '../catalog/index.js'
import type { Context } from '../context.js'
import type { EventObject } from '../event/types.js'
import { findSiteRoot } from '../project.js'

export type EventForm = 'velo' | 'sdk' | 'domain' | 'webhook'

/**
 * An event as text, in one of its forms. A webhook is signed with the site's local key, outside a site
 * with one of the moment.
 */
export async function renderForm(
  definition: EventDefinition,
  event: EventObject,
  form: EventForm | undefined,
  { cwd, now }: Context,
): Promise<string> {
  switch (form) {
    case 'velo': {
      const { toVelo } = await import('../event/velo.js')
      return toText(toVelo(event))
    }
    case 'sdk': {
      const { toSdk } = await import('../event/sdk.js')
      return toText(toSdk(event, definition))
    }
    case 'domain': {
      const { toDomain } = await import('../event/domain.js')
      return toText(toDomain(event, definition))
    }
    case 'webhook': {
      const [{ toEnvelope }, { signWebhook }, keys] = await Promise.all([
        import('../event/envelope.js'),
        import('../event/webhook.js'),
        import('../delivery/keys/local-key.js'),
      ])
      const folder = findSiteRoot(cwd)
      const key =
        folder === null ? keys.createLocalKey() : keys.readLocalKey(join(folder, '.badge-events'))
      const { privateKey } = key
      return signWebhook(toEnvelope(event, definition), { privateKey, issuedAt: now() })
    }
    default:
      return toText(event)
  }
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
