import type { DoubleHost, ModuleDouble } from '../double.js'
import { isObject } from './crm/contact-info.js'
import { createQuery } from './crm/query.js'
import { createPerWorld } from './per-world.js'
import { recordMethods } from './recorded-methods.js'
import { copyValue } from './wix-data/copy.js'
import { createVeloError } from './wix-error.js'

const module = 'wix-events-backend'

type WixEvent = Record<string, unknown> & { _id: string }

const eventsOf = createPerWorld((): Map<string, WixEvent> => new Map())

/** Stands for `wix-events-backend`: the events that the run creates, in the fields it gives. */
export const wixEventsBackend: ModuleDouble = {
  names: [module],
  create: (host) => ({
    named: {
      wixEvents: {
        ...recordMethods(host, module, 'wixEvents.', createEvents(host)),
        queryEvents: () =>
          createQuery({
            host,
            module,
            method: 'wixEvents.queryEvents',
            records: () => [...eventsOf(host.world).values()],
            createError: createVeloError,
            maxLimit: 1000,
            defaultSort: '_createdDate',
            needsElevation: false,
          }),
      },
    },
  }),
}

function createEvents(host: DoubleHost) {
  const find = (id: unknown): WixEvent => {
    const event = eventsOf(host.world).get(String(id))
    if (event) return event
    const description = `No event has the id ${String(id)}`
    throw createVeloError({ status: 404, code: 'NOT_FOUND', description })
  }
  const write = (event: WixEvent): WixEvent => {
    const written = { ...event, _updatedDate: host.world.now() }
    eventsOf(host.world).set(event._id, written)
    return written
  }
  const add = (fields: Record<string, unknown>): WixEvent =>
    write({
      status: 'SCHEDULED',
      ...fields,
      _id: host.world.newId(),
      _createdDate: host.world.now(),
    })

  return {
    getEvent: find,
    createEvent: (data: unknown) => add(fieldsOf(data)),
    updateEvent: (id: unknown, data: unknown) => write({ ...find(id), ...fieldsOf(data) }),
    copyEvent: (id: unknown, data: unknown) => add({ ...find(id), ...fieldsOf(data) }),
    cancelEvent: (id: unknown) => write({ ...find(id), status: 'CANCELED' }),
    deleteEvent(id: unknown) {
      eventsOf(host.world).delete(find(id)._id)
      return undefined
    },
  }
}

// Some samples wrap the fields in `event`.
function fieldsOf(data: unknown): Record<string, unknown> {
  const { _id, ...fields } = isObject(data) ? (isObject(data.event) ? data.event : data) : {}
  return copyValue(fields) as Record<string, unknown>
}
