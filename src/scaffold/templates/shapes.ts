import type { EventKey } from '../../catalog/index.js'

/** Says in comments what an event holds. A test compares these lines with the shipped fixtures. */
export interface Shape {
  /** One sentence: what happened. */
  summary: string
  /** The payload as lines of a comment; none when there is only metadata. */
  payload: readonly string[]
  /** What a reader would get wrong without it. */
  remark?: string
}

export const metadataLine =
  'event.metadata  { id, entityId, eventTime, triggeredByAnonymizeRequest }'

/** The SDK's metadata; `instanceId` tells the sites of an app apart. */
export const sdkMetadataLines = [
  'event.metadata  { _id, entityId, eventTime: Date, instanceId, identity, entityFqdn, slug,',
  '                  triggeredByAnonymizeRequest }',
] as const

const badgeId = 'entityId is taken to be the badge: nothing else in the event names it.'
const memberData = ['event.data      { memberId }']
const badge = [
  'event.entity    { _id, _createdDate: Date, _updatedDate: Date, title, description?, slug,',
  '                  icon, backgroundColor, textColor, permissionsEnabled }',
]
const badgeV4 = [
  'event.entity    { _id, _createdDate: Date, _updatedDate: Date, revision, title, description?,',
  "                  slug, icon: 'wix:image://…', backgroundColor, textColor, permissionsEnabled }",
]
const assignment = [
  'event.entity    { _id, _createdDate: Date, _updatedDate: Date, badgeId, memberId }',
]
const member = [
  'event.entity    { _id, _createdDate: Date, _updatedDate: Date, lastLoginDate?: Date, loginEmail,',
  '                  loginEmailVerified, status, contactId, privacyStatus, activityStatus,',
  '                  contactDetails, profile }',
]
const memberShapes = 'The documentation prints contactDetails where its types say contact.'

export const shapes: Readonly<Record<EventKey, Shape>> = {
  assigned: { summary: 'A member received a badge.', payload: memberData, remark: badgeId },
  unassigned: { summary: 'A badge was taken from a member.', payload: memberData, remark: badgeId },
  created: { summary: 'A badge was created.', payload: badge },
  updated: { summary: 'A badge was changed.', payload: badge },
  deleted: { summary: 'A badge was deleted; entityId says which.', payload: [] },
  'created-v4': { summary: 'A badge was created.', payload: badgeV4 },
  'updated-v4': { summary: 'A badge was changed.', payload: badgeV4 },
  'deleted-v4': { summary: 'A badge was deleted; entityId says which.', payload: [] },
  'assignment-created': { summary: 'A member received a badge.', payload: assignment },
  'assignment-deleted': { summary: 'A badge was taken from a member.', payload: assignment },
  'member-created': { summary: 'A member joined.', payload: member, remark: memberShapes },
  'member-updated': { summary: 'A member was changed.', payload: member, remark: memberShapes },
  'member-deleted': { summary: 'A member was deleted; entityId says which.', payload: [] },
}
