/** The short names of all known events, in the order they are listed. */
export const eventKeys = [
  'assigned',
  'unassigned',
  'created',
  'updated',
  'deleted',
  'created-v4',
  'updated-v4',
  'deleted-v4',
  'assignment-created',
  'assignment-deleted',
  'member-created',
  'member-updated',
  'member-deleted',
] as const

export type EventKey = (typeof eventKeys)[number]
