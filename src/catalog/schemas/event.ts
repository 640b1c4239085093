import * as z from 'zod/mini'
import { dateTime, flag, id, oneOf, openRecord, text } from './values.js'

const identity = z
  .strictObject({
    identityType: oneOf(
      ['UNKNOWN', 'ANONYMOUS_VISITOR', 'MEMBER', 'WIX_USER', 'APP'],
      'Kind of identity that caused the event',
    ),
    anonymousVisitorId: z.optional(id('Visitor that caused the event')),
    memberId: z.optional(id('Member that caused the event')),
    wixUserId: z.optional(id('Wix user that caused the event')),
    appId: z.optional(id('App that caused the event')),
  })
  .check(z.describe('Who caused the event; arrives with webhooks only'))

const accountInfo = z
  .strictObject({
    accountId: z.optional(z.nullable(id('Wix account'))),
    parentAccountId: z.optional(z.nullable(id('Parent Wix account'))),
    siteId: z.optional(z.nullable(id('Site'))),
  })
  .check(z.describe('Account of an account-level webhook'))

/**
 * The metadata of an event object: the four keys of `BackendEventMetadata`, and those that arrive
 * with webhooks only.
 */
function metadata(entity: string) {
  return z
    .strictObject({
      id: id('Event id, the same for each delivery of one event'),
      entityId: id(`Id of the ${entity}`),
      eventTime: dateTime('When the event happened'),
      triggeredByAnonymizeRequest: flag('Whether a privacy request caused the event'),
      instanceId: z.optional(id('App instance that the webhook was sent to')),
      identity: z.optional(identity),
      entityFqdn: z.optional(text('Fully qualified name of the entity, wix.badges.v3.badge')),
      slug: z.optional(text('Name of the change, badge_assigned')),
      originatedFrom: z.optional(text('Action that caused the event')),
      entityEventSequence: z.optional(text('Order of the events of one entity, a number as text')),
      accountInfo: z.optional(accountInfo),
    })
    .check(z.describe('What is known about the event itself'))
}

export function actionEvent<T extends z.ZodMiniType>(entity: string, data: T) {
  return z.strictObject({ data, metadata: metadata(entity) })
}

export function createdEvent<T extends z.ZodMiniType>(name: string, entity: T) {
  return z.strictObject({ entity, metadata: metadata(name) })
}

export function updatedEvent<T extends z.ZodMiniType>(name: string, entity: T) {
  return z.strictObject({
    entity,
    modifiedFields: z.optional(openRecord('Old values of the changed fields; webhooks only')),
    metadata: metadata(name),
  })
}

export function deletedEvent<T extends z.ZodMiniType>(name: string, entity: T) {
  return z.strictObject({ entity: z.optional(entity), metadata: metadata(name) })
}
