import type { EventDefinition } from './types.js'

const docs = 'https://dev.wix.com/docs'
const veloPages = `${docs}/velo/events-service-plugins/members/events`
const restPages = `${docs}/api-reference/crm/members-contacts/members/activity`

const badgeV3 = {
  api: 'v3',
  entityFqdn: 'wix.badges.v3.badge',
  permission: 'BADGES.BADGE_READ',
} as const
const badgeV4 = {
  api: 'v4',
  entityFqdn: 'wix.badges.v4.badge',
  permission: 'BADGES.BADGE_READ',
} as const
const assignment = {
  api: 'v4',
  entityFqdn: 'wix.badges.v4.badge_assignment',
  permission: 'BADGE_ASSIGNMENTS.BADGE_ASSIGNMENT_READ',
} as const
const member = {
  api: 'v1',
  entityFqdn: 'wix.members.v1.member',
  permission: 'MEMBERS.MEMBER_READ',
} as const

const v3Removal =
  'The v3 badge API was announced for removal in spring 2026; whether its events still fire is not documented.'
const sdkTwinDeprecated =
  'The Velo page carries no label, but the SDK event of the same webhook is marked deprecated.'
const badgeIdInMetadata =
  'metadata.entityId is taken to be the badge id: it is the only place the badge can appear, and the entity type is a badge.'
const assignmentAlsoEmits =
  'Whether a v4 badge assignment also causes this event is not documented.'
const twoPrefixes =
  'The documentation page declares the prefix wixBadges_ but its example exports wixBadgesV4_; which one a live site calls is not documented.'
const v4Twin = 'Whether a live site calls this handler or its wixBadgesV4_ twin is not documented.'
const v4HandlerLink = 'That this Velo handler belongs to the v4 webhook is inferred from its name.'
const v4Label =
  'Some captures of the documentation label this event Developer Preview and some do not; it is treated as a preview.'
const noVeloHandler = 'No Velo handler for this event was found in any source.'
const memberDates =
  'The documentation prints dates as strings; at run time they are taken to be Date objects.'
const memberShape =
  'The documentation prints contactDetails, profilePhoto and coverPhoto where the declared type says contact, photo and cover; which one a live site sends is not documented.'
const memberPreview =
  'The same handler name exists in an older, deprecated API; the current page is labelled Developer Preview.'

/** Every event that badge-events knows, in the order it lists them. */
export const definitions: readonly EventDefinition[] = [
  {
    ...badgeV3,
    key: 'assigned',
    aliases: [],
    title: 'Badge assigned to a member',
    status: 'current',
    kind: 'action',
    veloHandler: 'wixBadges_onBadgeAssigned',
    webhookType: 'wix.badges.v3.badge_badge_assigned',
    slug: 'badge_assigned',
    sdk: { module: 'badges', name: 'onBadgeAssigned' },
    docs: `${veloPages}/on-badge-assigned`,
    notes: [sdkTwinDeprecated, badgeIdInMetadata, v3Removal, assignmentAlsoEmits],
  },
  {
    ...badgeV3,
    key: 'unassigned',
    aliases: ['removed'],
    title: 'Badge taken from a member',
    status: 'current',
    kind: 'action',
    veloHandler: 'wixBadges_onBadgeUnassigned',
    webhookType: 'wix.badges.v3.badge_badge_unassigned',
    slug: 'badge_unassigned',
    sdk: { module: 'badges', name: 'onBadgeUnassigned' },
    docs: `${veloPages}/on-badge-unassigned`,
    notes: [sdkTwinDeprecated, badgeIdInMetadata, v3Removal, assignmentAlsoEmits],
  },
  {
    ...badgeV3,
    key: 'created',
    aliases: [],
    title: 'Badge created',
    status: 'preview',
    kind: 'created',
    veloHandler: 'wixBadges_onBadgeCreated',
    webhookType: 'wix.badges.v3.badge_created',
    slug: 'created',
    sdk: null,
    docs: `${veloPages}/on-badge-created`,
    notes: [twoPrefixes, v3Removal],
  },
  {
    ...badgeV3,
    key: 'updated',
    aliases: [],
    title: 'Badge changed',
    status: 'preview',
    kind: 'updated',
    veloHandler: 'wixBadges_onBadgeUpdated',
    webhookType: 'wix.badges.v3.badge_updated',
    slug: 'updated',
    sdk: null,
    docs: `${veloPages}/on-badge-updated`,
    notes: [twoPrefixes, v3Removal],
  },
  {
    ...badgeV3,
    key: 'deleted',
    aliases: [],
    title: 'Badge deleted',
    status: 'preview',
    kind: 'deleted',
    veloHandler: 'wixBadges_onBadgeDeleted',
    webhookType: 'wix.badges.v3.badge_deleted',
    slug: 'deleted',
    sdk: null,
    docs: `${veloPages}/on-badge-deleted`,
    notes: [v4Twin, v3Removal],
  },
  {
    ...badgeV4,
    key: 'created-v4',
    aliases: [],
    title: 'Badge created (v4)',
    status: 'preview',
    kind: 'created',
    veloHandler: 'wixBadgesV4_onBadgeCreated',
    webhookType: 'wix.badges.v4.badge_created',
    slug: 'created',
    sdk: { module: 'badgesV2', name: 'onBadgeCreated' },
    docs: `${restPages}/badges-v4/badge-created`,
    notes: [v4Label, v4HandlerLink, twoPrefixes],
  },
  {
    ...badgeV4,
    key: 'updated-v4',
    aliases: [],
    title: 'Badge changed (v4)',
    status: 'preview',
    kind: 'updated',
    veloHandler: 'wixBadgesV4_onBadgeUpdated',
    webhookType: 'wix.badges.v4.badge_updated',
    slug: 'updated',
    sdk: { module: 'badgesV2', name: 'onBadgeUpdated' },
    docs: `${restPages}/badges-v4/badge-updated`,
    notes: [v4Label, v4HandlerLink, twoPrefixes],
  },
  {
    ...badgeV4,
    key: 'deleted-v4',
    aliases: [],
    title: 'Badge deleted (v4)',
    status: 'preview',
    kind: 'deleted',
    veloHandler: 'wixBadgesV4_onBadgeDeleted',
    webhookType: 'wix.badges.v4.badge_deleted',
    slug: 'deleted',
    sdk: { module: 'badgesV2', name: 'onBadgeDeleted' },
    docs: `${restPages}/badges-v4/badge-deleted`,
    notes: [
      v4Label,
      'The Velo handler name follows the pattern of created and updated; it was not seen in the documentation.',
      'Whether Wix sends the deleted badge along is not documented.',
    ],
  },
  {
    ...assignment,
    key: 'assignment-created',
    aliases: [],
    title: 'Badge assignment created (v4)',
    status: 'current',
    kind: 'created',
    veloHandler: null,
    webhookType: 'wix.badges.v4.badge_assignment_created',
    slug: 'created',
    sdk: { module: 'badgeAssignments', name: 'onBadgeAssignmentCreated' },
    docs: `${restPages}/badge-assignments/badge-assignment-created`,
    notes: [noVeloHandler],
  },
  {
    ...assignment,
    key: 'assignment-deleted',
    aliases: [],
    title: 'Badge assignment deleted (v4)',
    status: 'current',
    kind: 'deleted',
    veloHandler: null,
    webhookType: 'wix.badges.v4.badge_assignment_deleted',
    slug: 'deleted',
    sdk: { module: 'badgeAssignments', name: 'onBadgeAssignmentDeleted' },
    docs: `${restPages}/badge-assignments/badge-assignment-deleted`,
    notes: [
      noVeloHandler,
      'The SDK type declares the deleted assignment as entity, so the webhook is taken to carry it.',
    ],
  },
  {
    ...member,
    key: 'member-created',
    aliases: [],
    title: 'Member created',
    status: 'preview',
    kind: 'created',
    veloHandler: 'wixMembers_onMemberCreated',
    webhookType: 'wix.members.v1.member_created',
    slug: 'created',
    sdk: { module: 'members', name: 'onMemberCreated' },
    docs: `${veloPages}/on-member-created`,
    notes: [memberPreview, memberShape, memberDates],
  },
  {
    ...member,
    key: 'member-updated',
    aliases: [],
    title: 'Member changed',
    status: 'preview',
    kind: 'updated',
    veloHandler: 'wixMembers_onMemberUpdated',
    webhookType: 'wix.members.v1.member_updated',
    slug: 'updated',
    sdk: { module: 'members', name: 'onMemberUpdated' },
    docs: `${veloPages}/on-member-updated`,
    notes: [
      memberPreview,
      memberShape,
      memberDates,
      'Whether a badge assignment also causes this event is not documented.',
    ],
  },
  {
    ...member,
    key: 'member-deleted',
    aliases: [],
    title: 'Member deleted',
    status: 'preview',
    kind: 'deleted',
    veloHandler: 'wixMembers_onMemberDeleted',
    webhookType: 'wix.members.v1.member_deleted',
    slug: 'deleted',
    sdk: { module: 'members', name: 'onMemberDeleted' },
    docs: `${veloPages}/on-member-deleted`,
    notes: [
      memberPreview,
      'Whether deleting a member also causes a badge unassigned event is not documented.',
    ],
  },
]
