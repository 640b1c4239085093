import { definitions, type EventDefinition, findEvent } from '../catalog/index.js'

/**
 * Which event a fixture is. What its name says counts first: `assigned.json`, and variants of it such as
 * `assigned.gold.json`; then the webhook type that the event itself says, in the metadata that webhooks
 * carry; then a name that only begins like an event, `assigned-gold.json`. Of several events that a name
 * begins like it is the longest, so `created-v4.gold.json` is `created-v4`.
 *
 * @param name - of the file, without its ending; null for what has none
 * @param eventType - webhook type of the event, where it says one
 */
export function eventOfFixture(
  name: string | null,
  eventType: string | null,
): EventDefinition | null {
  return (
    (name === null ? undefined : eventOfName(name)) ??
    (eventType === null ? undefined : findEvent(eventType)) ??
    (name === null ? undefined : startOfName(name, '-')) ??
    null
  )
}

/** The event that the name of a fixture says outright: `assigned`, `assigned.gold`. */
export function eventOfName(name: string): EventDefinition | undefined {
  return findEvent(name) ?? startOfName(name, '.')
}

/** The event with the longest name that stands before a separator at the beginning of a name. */
function startOfName(name: string, separator: string): EventDefinition | undefined {
  const [best] = definitions
    .flatMap((definition) => namesOf(definition).map((known) => ({ definition, known })))
    .filter(({ known }) => name.toLowerCase().startsWith(known.toLowerCase() + separator))
    .sort((a, b) => b.known.length - a.known.length)
  return best?.definition
}

function namesOf({ key, aliases, veloHandler }: EventDefinition): string[] {
  return [key, ...aliases, ...(veloHandler === null ? [] : [veloHandler])]
}
