/*
 * What each Velo handler receives, for the JSDoc and TypeScript of its author. Dates are `Date`
 * objects: the documentation prints them as text because its samples went through JSON.stringify.
 */

/** Metadata of every backend event. */
export interface BackendEventMetadata {
  /** Event id, the same for each delivery of one event. */
  id: string
  /** Id of the badge or member. */
  entityId: string
  /** ISO 8601 text, never a `Date`. */
  eventTime: string
  /** Whether a privacy request caused the event. */
  triggeredByAnonymizeRequest: boolean
}

interface ActionEvent<Data> {
  data: Data
  metadata: BackendEventMetadata
}

interface EntityEvent<Entity> {
  entity: Entity
  metadata: BackendEventMetadata
}

interface DeletedEvent {
  metadata: BackendEventMetadata
}

export interface BadgeMember {
  memberId: string
}

/** A badge of the v3 API. */
export interface Badge {
  _id: string
  _createdDate: Date
  _updatedDate: Date
  title: string
  /** Absent when empty. */
  description?: string
  /** `#FA8704` */
  backgroundColor: string
  /** `#FFFFFF` */
  textColor: string
  /** Address of the icon. */
  icon: string | null
  permissionsEnabled: boolean
  slug: string
}

/** A badge of the v4 API. */
export interface BadgeV4 extends Omit<Badge, 'icon'> {
  /** A whole number as text. */
  revision: string
  /** `wix:image://v1/…` */
  icon?: string
}

export interface MemberImage {
  _id?: string
  url?: string
  height?: number
  width?: number
  offsetX?: number | null
  offsetY?: number | null
}

export interface MemberAddress {
  _id?: string
  streetAddress?: { number?: string; name?: string }
  addressLine?: string
  addressLine2?: string
  city?: string
  /** ISO 3166-2 code, `US-OH`. */
  subdivision?: string
  /** ISO 3166-1 alpha-2 code, `US`. */
  country?: string
  postalCode?: string
}

export interface MemberContact {
  contactId?: string
  firstName?: string | null
  lastName?: string | null
  phones?: string[]
  emails?: string[]
  addresses?: MemberAddress[]
  /** `2000-01-01` */
  birthdate?: string | null
  company?: string | null
  jobTitle?: string | null
  customFields?: Record<string, { name?: string | null; value?: unknown }>
}

export interface MemberProfile {
  nickname?: string | null
  slug?: string | null
  title?: string | null
  /** As the documentation prints it. */
  profilePhoto?: MemberImage
  /** As the documentation prints it. */
  coverPhoto?: MemberImage
  /** As the type is declared. */
  photo?: MemberImage
  /** As the type is declared. */
  cover?: MemberImage
}

/**
 * A site member. The documentation prints `contactDetails` and declares `contact`; a handler that
 * reads either one works with both.
 */
export interface Member {
  _id: string
  _createdDate: Date
  _updatedDate: Date
  lastLoginDate?: Date | null
  loginEmail?: string
  loginEmailVerified?: boolean
  status?: 'UNKNOWN' | 'PENDING' | 'APPROVED' | 'BLOCKED' | 'OFFLINE'
  contactId?: string
  privacyStatus?: 'UNKNOWN' | 'PRIVATE' | 'PUBLIC'
  activityStatus?: 'UNKNOWN' | 'ACTIVE' | 'MUTED'
  contactDetails?: MemberContact
  contact?: MemberContact
  profile?: MemberProfile
}

/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-assigned */
export type BadgeAssignedEvent = ActionEvent<BadgeMember>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-unassigned */
export type BadgeUnassignedEvent = ActionEvent<BadgeMember>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-created */
export type BadgeCreatedEvent = EntityEvent<Badge>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-updated */
export type BadgeUpdatedEvent = EntityEvent<Badge>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-deleted */
export type BadgeDeletedEvent = DeletedEvent
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-created */
export type BadgeV4CreatedEvent = EntityEvent<BadgeV4>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-updated */
export type BadgeV4UpdatedEvent = EntityEvent<BadgeV4>
/**
 * Whether a live site gets the deleted badge too is not documented.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-deleted
 */
export type BadgeV4DeletedEvent = DeletedEvent & { entity?: BadgeV4 }
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-member-created */
export type MemberCreatedEvent = EntityEvent<Member>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-member-updated */
export type MemberUpdatedEvent = EntityEvent<Member>
/** @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-member-deleted */
export type MemberDeletedEvent = DeletedEvent

/** What the Velo handler of each event key receives. Badge assignments of v4 have no Velo handler. */
export interface VeloEvents {
  assigned: BadgeAssignedEvent
  unassigned: BadgeUnassignedEvent
  created: BadgeCreatedEvent
  updated: BadgeUpdatedEvent
  deleted: BadgeDeletedEvent
  'created-v4': BadgeV4CreatedEvent
  'updated-v4': BadgeV4UpdatedEvent
  'deleted-v4': BadgeV4DeletedEvent
  'member-created': MemberCreatedEvent
  'member-updated': MemberUpdatedEvent
  'member-deleted': MemberDeletedEvent
}
