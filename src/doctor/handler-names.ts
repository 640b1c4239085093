import { definitions, type EventDefinition } from '../catalog/index.js'

/** A handler outside the catalog whose name is documented. https://dev.wix.com/docs/velo/events-service-plugins/members */
const furtherNames = [
  'wixMembers_onFollowMemberFollowed',
  'wixMembers_onFollowMemberUnfollowed',
  'wixMembers_onActivityCounterUpdated',
  'wixMembersAbout_onMemberAboutCreated',
  'wixMembersAbout_onMemberAboutUpdated',
  'wixMembersAbout_onMemberAboutDeleted',
]

const byName: ReadonlyMap<string, EventDefinition> = new Map(
  definitions.flatMap((definition) =>
    definition.veloHandler === null ? [] : [[definition.veloHandler, definition] as const],
  ),
)

/** Every handler name of the badge and member families that Wix documents. */
export const knownNames: readonly string[] = [...byName.keys(), ...furtherNames]

/** The event of a handler, when the catalog has it. */
export function definitionOf(name: string): EventDefinition | undefined {
  return byName.get(name)
}

export function isKnownName(name: string): boolean {
  return knownNames.includes(name)
}

/** A name in the form that all handlers have, of whatever app. */
export function looksLikeHandler(name: string): boolean {
  return /^wix[A-Z]\w*_on[A-Z]\w*$/.test(name)
}

/** The v3 and v4 names of one change of a badge. */
export function twinOf({ key, kind }: EventDefinition): EventDefinition | undefined {
  if (kind === 'action') return undefined
  const twin = key.endsWith('-v4') ? key.slice(0, -'-v4'.length) : `${key}-v4`
  return definitions.find((definition) => definition.key === twin)
}

/** `onBadgeAssigned` of `wixBadges_onBadgeAssigned`. */
export function withoutPrefix(name: string): string {
  return name.slice(name.indexOf('_') + 1)
}
