import { withNamesOf } from '../replace-members.js'
import type { SdkClients } from './clients.js'
import { type CreateClient, isEventDefinition } from './types.js'

/** A module of the real `@wix/sdk` for the site's code: its clients hand calls to our doubles. */
export function sdkModule(exports: object, clients: SdkClients): object {
  const createClient: unknown = Reflect.get(exports, 'createClient')
  return {
    __esModule: true,
    ...exports,
    ...(typeof createClient === 'function' && {
      createClient: clients.wrap(createClient as CreateClient),
    }),
  }
}

/** Puts the real definitions of events into a double, which has none: at its top and in its namespaces. */
export function addEvents(double: object, events: object): void {
  for (const [name, value] of Object.entries(events)) {
    if (isEventDefinition(value)) Reflect.set(double, name, value)
    if (typeof value !== 'object' || value === null || isEventDefinition(value)) continue
    const known: unknown = Reflect.get(double, name)
    const members = typeof known === 'function' ? withNamesOf(known) : known
    if ((typeof members !== 'object' && typeof members !== 'function') || members === null) continue
    addEvents(members, value)
    Reflect.set(double, name, members)
  }
}
