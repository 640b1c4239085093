import { toEnvelope } from '../../event/envelope.js'
import { guessDefinition } from '../../event/guess-definition.js'
import type { HandlerShape } from './shape.js'

/** Handlers that are registered on an event of the SDK: `badges.onBadgeAssigned(handler)`. */
export const sdkShape: HandlerShape = {
  name: 'sdk',
  handlerOf: ({ sdk }) => sdk && `${sdk.module}.${sdk.name}`,
  payload: (event, definition, eventType) => ({
    ...toEnvelope(event, definition ?? guessDefinition(eventType, event)),
    // Whatever the metadata of the event says: it is the one whose handler was asked for.
    eventType: definition?.webhookType ?? eventType,
  }),
}
