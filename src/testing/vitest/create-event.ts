import { BadgeEventsError } from '../../errors.js'
import { toVelo } from '../../event/velo.js'
import type { EventName, VeloEventOf } from '../event-types.js'
import { fixtureNamed } from '../fixtures.js'
import { changeEvent, type EventOptions } from '../prepare-event.js'
import type { TestRuntime } from './test-runtime.js'

export function createEvent<Name extends EventName>(
  { backend, site }: TestRuntime,
  name: Name,
  options: EventOptions,
): VeloEventOf<Name> {
  const { event, definition } = fixtureNamed(name, site.root)
  const changed = changeEvent(event, options)
  if (!definition) {
    throw new BadgeEventsError(
      'EVENT_UNKNOWN',
      `The fixture ${name} does not say what event it is`,
      {
        hint: 'Name the fixture after the event, assigned.gold.json for one; `badge-events events` lists the names.',
      },
    )
  }
  backend.arrive(definition.key, changed)
  return toVelo(changed) as VeloEventOf<Name>
}
