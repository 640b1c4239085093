import { isRecord } from './record.js'
import type { EventObject } from './types.js'

/**
 * The two shapes in which Wix describes a member: `sample` is what the documentation of the Velo
 * handlers prints (contactDetails, profilePhoto, coverPhoto), `v2` what the declared type and the
 * webhooks have (contact, photo, cover).
 */
export type MemberShape = 'sample' | 'v2'

const contactNames = { sample: 'contactDetails', v2: 'contact' } as const
const photoNames = { sample: 'profilePhoto', v2: 'photo' } as const
const coverNames = { sample: 'coverPhoto', v2: 'cover' } as const

/**
 * A copy of a member event with its member in one of the two shapes. Which one a live site sends is
 * not documented, so a handler is best tried with both.
 *
 * @see https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-member-created
 */
export function withMemberShape(event: EventObject, shape: MemberShape): EventObject {
  return event.entity === undefined ? event : { ...event, entity: reshape(event.entity, shape) }
}

/** The same for the member itself. */
export function reshape(
  member: Record<string, unknown>,
  shape: MemberShape,
): Record<string, unknown> {
  const renamed = renameKey(member, contactNames, shape)
  if (!isRecord(renamed.profile)) return renamed
  const profile = renameKey(renameKey(renamed.profile, photoNames, shape), coverNames, shape)
  return { ...renamed, profile }
}

function renameKey(
  record: Record<string, unknown>,
  names: Readonly<Record<MemberShape, string>>,
  shape: MemberShape,
): Record<string, unknown> {
  const other = names[shape === 'sample' ? 'v2' : 'sample']
  const wanted = names[shape]
  if (!Object.hasOwn(record, other) || Object.hasOwn(record, wanted)) return record
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key === other ? wanted : key, value]),
  )
}
