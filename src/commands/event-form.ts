import type { EventDefinition } from '../catalog/index.js'
import type { Context } from '../context.js'
import type { EventObject } from '../event/types.js'

export type EventForm = 'velo' | 'sdk' | 'domain' | 'webhook'

/** An event as text, in one of its forms. */
export async function renderForm(
  definition: EventDefinition,
  event: EventObject,
  form: EventForm | undefined,
  _context: Context,
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
      const { toEnvelope } = await import('../event/envelope.js')
      return toText(toEnvelope(event, definition))
    }
    default:
      return toText(event)
  }
}

function toText(value: unknown): string {
  return JSON.stringify(value, null, 2)
}
