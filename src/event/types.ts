/**
 * The event object: the one form in which fixtures, the delivery log and every command hold an
 * event. It is the object Wix documents for a Velo handler, dates as ISO strings, plus the metadata
 * that only webhooks carry. A sample pasted from the Wix documentation is a valid one.
 */
export interface EventObject {
  /** Payload of an action event (`assigned`, `unassigned`). */
  data?: Record<string, unknown>
  /** The entity of a created or updated event, and of a deleted one where Wix sends it. */
  entity?: Record<string, unknown>
  /** Old values of an updated event, where Wix sends them. */
  modifiedFields?: Record<string, unknown>
  metadata: EventMetadata
}

export interface EventMetadata {
  /** Event id (GUID): the same for each delivery of one event. */
  id: string
  /** Id of the entity: the badge for badge events, the member for member events. */
  entityId: string
  /** ISO-8601 text with up to nanosecond digits. Never a `Date` in this form. */
  eventTime: string
  triggeredByAnonymizeRequest: boolean
  /** The keys below arrive with webhooks only. */
  instanceId?: string
  identity?: Record<string, unknown>
  entityFqdn?: string
  slug?: string
  originatedFrom?: string
  entityEventSequence?: string
  accountInfo?: Record<string, unknown>
}
