import type { EventKey } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { type Change, parseChanges } from './changes.js'
import { badgeFields } from './steps/badge.js'
import { memberFields } from './steps/member.js'

/** What a person asked for, still as texts. */
export interface TriggerInput {
  badge?: string | undefined
  member?: string | undefined
  title?: string | undefined
  set: readonly string[]
  cleanup?: boolean | undefined
}

/** What is to happen, checked. */
export interface TriggerRequest {
  key: EventKey
  badgeId?: string
  memberId?: string
  /** Null when nothing was said. */
  changes: readonly Change[] | null
  /** Whether everything is taken back in the end. */
  cleanup: boolean
  /** Tells what badge-events made from everything else on the site. */
  tag: string
}

type Need = 'no' | 'optional' | 'required'

const badge = { badge: 'optional', member: 'no', set: 'no' } as const
const assignment = { badge: 'optional', member: 'required', set: 'no' } as const
const member = { badge: 'no', member: 'optional', set: 'no' } as const

/** What each event can be told. Without a badge or a member that is optional, one is made for it. */
const takes: Record<EventKey, { badge: Need; member: Need; set: Need }> = {
  assigned: assignment,
  unassigned: assignment,
  created: { ...badge, badge: 'no', set: 'optional' },
  updated: { ...badge, set: 'optional' },
  deleted: badge,
  'created-v4': { ...badge, badge: 'no', set: 'optional' },
  'updated-v4': { ...badge, set: 'optional' },
  'deleted-v4': badge,
  'assignment-created': assignment,
  'assignment-deleted': assignment,
  'member-created': { ...member, member: 'no', set: 'optional' },
  'member-updated': { ...member, set: 'optional' },
  'member-deleted': member,
}

/**
 * Checks what a person asked for.
 *
 * @throws BadgeEventsError `USAGE_INVALID`, `OVERRIDE_INVALID`
 */
export function parseRequest(key: EventKey, input: TriggerInput, tag: string): TriggerRequest {
  for (const option of ['badge', 'member'] as const) checkNeed(key, option, input[option])
  const texts = [
    ...(input.title === undefined ? [] : [`title=${quoted(input.title)}`]),
    ...input.set,
  ]
  if (texts.length > 0 && takes[key].set === 'no') {
    throw usage(
      `${input.title === undefined ? '--set' : '--title'} means nothing to ${key}`,
      'Leave it out: it is about what is created or updated.',
    )
  }
  const changes = parseChanges(texts, fieldsOf(key))
  checkMember(key, input, changes)
  checkCleanup(key, input)
  return {
    key,
    changes: changes.length === 0 ? null : changes,
    cleanup: input.cleanup === true,
    tag,
    ...(input.badge === undefined ? {} : { badgeId: input.badge }),
    ...(input.member === undefined ? {} : { memberId: input.member }),
  }
}

function checkNeed(key: EventKey, option: 'badge' | 'member', value: string | undefined): void {
  const { [option]: need } = takes[key]
  if (need === 'required' && value === undefined) {
    throw usage(
      `${key} needs a ${option}`,
      `--${option} <id>; the site's dashboard and the ids in \`badge-events log\` name ${option}s.`,
    )
  }
  if (need === 'no' && value !== undefined) {
    throw usage(`--${option} means nothing to ${key}`, 'Leave it out.')
  }
  // It becomes a part of an address.
  if (value !== undefined && !/^[\w-]{1,100}$/.test(value)) {
    throw usage(
      `--${option} ${JSON.stringify(value)} is no id`,
      `Ids are GUIDs, such as 348b66e1-fb48-4b2d-8a68-6c69e3ac967b.`,
    )
  }
}

function checkMember(key: EventKey, { member }: TriggerInput, changes: readonly Change[]): void {
  if (key !== 'member-updated') return
  if (member !== undefined && changes.length === 0) {
    throw usage(
      `${key} needs to know what to change of member ${member}`,
      'For example --set profile.title=Gardener. Without --member, one is made and changed.',
    )
  }
  if (changes.some(({ path }) => path[0] === 'loginEmail')) {
    throw usage('The login e-mail of a member cannot be changed', 'Change another field.')
  }
}

function checkCleanup(key: EventKey, { badge, member, cleanup }: TriggerInput): void {
  const isGiven = badge !== undefined || member !== undefined
  if (!cleanup || !isGiven || !['deleted', 'deleted-v4', 'member-deleted'].includes(key)) return
  const thing = badge === undefined ? 'member' : 'badge'
  throw usage(
    `--cleanup cannot bring back a ${thing} that was deleted`,
    `Leave out --${thing}: then one is made, and deleted again. Or leave out --cleanup.`,
  )
}

function fieldsOf(key: EventKey): readonly string[] {
  return key.startsWith('member-') ? memberFields : badgeFields
}

/** A title is a text, also when it looks like JSON. */
function quoted(title: string): string {
  return JSON.stringify(title)
}

function usage(message: string, hint: string): BadgeEventsError {
  return new BadgeEventsError('USAGE_INVALID', message, { hint })
}
