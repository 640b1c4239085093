import * as z from 'zod/mini'
import { createdEvent, deletedEvent, updatedEvent } from './event.js'
import { colour, dateTime, flag, id, openRecord, text } from './values.js'

/** Wix hands out the text form; the object is how a webhook carries it, and is taken as well. */
const icon = z
  .union([z.string(), z.record(z.string(), z.unknown())], 'a wix:image://… text or an image object')
  .check(z.describe('Icon, wix:image://v1/<id>#originWidth=…&originHeight=…'))

const badge = z
  .strictObject({
    _id: id('Badge id'),
    _createdDate: z.optional(dateTime('When the badge was created')),
    _updatedDate: z.optional(dateTime('When the badge was last changed')),
    revision: z.optional(
      z
        .string()
        .check(
          z.regex(/^\d+$/, 'a whole number as text'),
          z.describe('Number of the last change; an update has to name it'),
        ),
    ),
    title: text('Title shown on the profile of a member', 50),
    description: z.optional(z.nullable(text('What the badge stands for; absent when empty', 1500))),
    backgroundColor: z.optional(colour('Background colour')),
    textColor: z.optional(colour('Text colour')),
    icon: z.optional(z.nullable(icon)),
    permissionsEnabled: z.optional(flag('Whether the badge grants permissions')),
    slug: z.optional(text('Title in a form for addresses', 255)),
  })
  .check(z.describe('A badge of the v4 API'))

const tagIds = z.strictObject({ tagIds: z.array(id('Tag id')) })

const assignment = z
  .strictObject({
    _id: id('Assignment id'),
    _createdDate: z.optional(dateTime('When the badge was assigned')),
    _updatedDate: z.optional(dateTime('When the assignment was last changed')),
    badgeId: id('Assigned badge'),
    memberId: id('Member that has the badge'),
    tags: z.optional(z.strictObject({ privateTags: z.optional(tagIds), tags: z.optional(tagIds) })),
    extendedFields: z.optional(
      z.strictObject({ namespaces: z.optional(openRecord('Fields by the app that added them')) }),
    ),
  })
  .check(z.describe('That a member has a badge'))

/** Events of the v4 badge and badge assignment APIs. */
export const badgeV4Schemas = {
  'created-v4': createdEvent('badge', badge),
  'updated-v4': updatedEvent('badge', badge),
  'deleted-v4': deletedEvent('badge', badge),
  'assignment-created': createdEvent('badge assignment', assignment),
  'assignment-deleted': deletedEvent('badge assignment', assignment),
}
