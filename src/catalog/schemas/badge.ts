import * as z from 'zod/mini'
import { actionEvent, createdEvent, deletedEvent, updatedEvent } from './event.js'
import { colour, dateTime, flag, id, text } from './values.js'

const member = z
  .strictObject({ memberId: id('Member that received or lost the badge') })
  .check(z.describe('Payload of the event'))

const badge = z
  .strictObject({
    _id: id('Badge id'),
    _createdDate: z.optional(dateTime('When the badge was created')),
    _updatedDate: z.optional(dateTime('When the badge was last changed')),
    title: text('Title shown on the profile of a member'),
    description: z.optional(z.nullable(text('What the badge stands for; absent when empty'))),
    backgroundColor: z.optional(colour('Background colour')),
    textColor: z.optional(colour('Text colour')),
    icon: z.optional(z.nullable(text('Address of the icon, null when there is none'))),
    permissionsEnabled: z.optional(flag('Whether the badge grants permissions')),
    slug: z.optional(text('Title in a form for addresses')),
  })
  .check(z.describe('A badge of the v3 API'))

/** Events of the v3 badge API. */
export const badgeSchemas = {
  assigned: actionEvent('badge', member),
  unassigned: actionEvent('badge', member),
  created: createdEvent('badge', badge),
  updated: updatedEvent('badge', badge),
  deleted: deletedEvent('badge', badge),
}
