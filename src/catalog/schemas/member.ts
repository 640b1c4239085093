import * as z from 'zod/mini'
import { createdEvent, deletedEvent, updatedEvent } from './event.js'
import { dateTime, flag, id, oneOf, text } from './values.js'

const customField = z.strictObject({
  name: z.optional(z.nullable(text('Title of the field'))),
  value: z.optional(z.unknown()),
})

const address = z.strictObject({
  _id: z.optional(id('Address id')),
  streetAddress: z.optional(
    z.strictObject({
      number: z.optional(text('House number', 100)),
      name: z.optional(text('Street', 200)),
    }),
  ),
  addressLine: z.optional(text('Street and house number', 200)),
  addressLine2: z.optional(text('More of the address')),
  city: z.optional(text('City')),
  subdivision: z.optional(text('ISO 3166-2 code, US-OH')),
  country: z.optional(text('ISO 3166-1 alpha-2 code, US')),
  postalCode: z.optional(text('Postal code')),
})

const contact = z.strictObject({
  contactId: z.optional(id('Contact id')),
  firstName: z.optional(z.nullable(text('First name'))),
  lastName: z.optional(z.nullable(text('Last name'))),
  phones: z.optional(z.array(z.string())),
  emails: z.optional(z.array(z.string())),
  addresses: z.optional(z.array(address)),
  birthdate: z.optional(z.nullable(text('Birth date, 2000-01-01'))),
  company: z.optional(z.nullable(text('Company', 100))),
  jobTitle: z.optional(z.nullable(text('Job title', 100))),
  customFields: z.optional(z.record(z.string(), customField)),
})

const image = z.strictObject({
  _id: z.optional(z.string().check(z.describe('Image id; empty when it comes from outside Wix'))),
  url: z.optional(text('Address of the image')),
  height: z.optional(z.number()),
  width: z.optional(z.number()),
  offsetX: z.optional(z.nullable(z.number())),
  offsetY: z.optional(z.nullable(z.number())),
})

/** The documentation prints profilePhoto and coverPhoto, the declared type has photo and cover. */
const profile = z.strictObject({
  nickname: z.optional(z.nullable(text('Name shown on the site'))),
  slug: z.optional(z.nullable(text('Nickname in a form for addresses'))),
  title: z.optional(z.nullable(text('Title below the name'))),
  profilePhoto: z.optional(image),
  coverPhoto: z.optional(image),
  photo: z.optional(image),
  cover: z.optional(image),
})

const member = z
  .strictObject({
    _id: id('Member id'),
    _createdDate: z.optional(dateTime('When the member was created')),
    _updatedDate: z.optional(dateTime('When the member was last changed')),
    lastLoginDate: z.optional(z.nullable(dateTime('When the member last logged in'))),
    loginEmail: z.optional(text('E-mail address that the member logs in with')),
    loginEmailVerified: z.optional(flag('Whether that address was confirmed')),
    status: z.optional(
      oneOf(['UNKNOWN', 'PENDING', 'APPROVED', 'BLOCKED', 'OFFLINE'], 'Access to the site'),
    ),
    contactId: z.optional(id('Contact of the member')),
    privacyStatus: z.optional(oneOf(['UNKNOWN', 'PRIVATE', 'PUBLIC'], 'Who sees the profile')),
    activityStatus: z.optional(oneOf(['UNKNOWN', 'ACTIVE', 'MUTED'], 'Whether they may post')),
    contactDetails: z.optional(contact),
    contact: z.optional(contact),
    profile: z.optional(profile),
  })
  .check(z.describe('A site member'))

/** Events of the members API. */
export const memberSchemas = {
  'member-created': createdEvent('member', member),
  'member-updated': updatedEvent('member', member),
  'member-deleted': deletedEvent('member', member),
}
