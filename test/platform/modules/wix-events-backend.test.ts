import { expect, it } from 'vitest'
import type { Query } from '../../../src/platform/modules/crm/query.js'
import { wixEventsBackend } from '../../../src/platform/modules/wix-events-backend.js'
import { wixError } from './crm/crm-site.js'
import { createFakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-events-backend/wix-events/{get-event,create-event,…}.

type Events = Record<
  'getEvent' | 'createEvent' | 'updateEvent' | 'copyEvent' | 'cancelEvent' | 'deleteEvent',
  (...args: unknown[]) => Promise<{ _id: string }>
> & { queryEvents(): Query }

it('keeps the events of the run in the fields they are given', async () => {
  const host = createFakeHost()
  const events = wixEventsBackend.create(host).named?.wixEvents as Events
  const party = await events.createEvent({ title: 'Party', location: { name: 'Here' } })
  expect(party).toEqual({
    _id: expect.any(String),
    title: 'Party',
    location: { name: 'Here' },
    status: 'SCHEDULED',
    _createdDate: host.time,
    _updatedDate: host.time,
  })
  expect(await events.updateEvent(party._id, { title: 'Big party' })).toMatchObject({
    _id: party._id,
    title: 'Big party',
    location: { name: 'Here' },
  })
  const copy = await events.copyEvent(party._id, { event: { title: 'Copy' } })
  expect(copy).toMatchObject({ title: 'Copy', location: { name: 'Here' } })
  expect(copy._id).not.toBe(party._id)
  expect(await events.cancelEvent(party._id)).toMatchObject({ status: 'CANCELED' })
  expect((await events.queryEvents().eq('status', 'SCHEDULED').find()).items).toMatchObject([
    { _id: copy._id },
  ])
  expect(await events.getEvent(copy._id)).toEqual(copy)
  expect(await events.deleteEvent(copy._id)).toBeUndefined()
  await expect(events.getEvent(copy._id)).rejects.toMatchObject(wixError('NOT_FOUND'))
})
