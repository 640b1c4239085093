import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { typed } from './typed.js'

badges.onBadgeAssigned((event) => typed(event))
badges.onBadgeUnassigned((event) => typed(event))
badgesV2.onBadgeCreated((event) => typed(event))
badgesV2.onBadgeUpdated((event) => typed(event))
badgesV2.onBadgeDeleted((event) => typed(event))
badgeAssignments.onBadgeAssignmentCreated((event) => typed(event))
badgeAssignments.onBadgeAssignmentDeleted((event) => typed(event))
members.onMemberCreated((event) => typed(event))
members.onMemberUpdated((event) => typed(event))
members.onMemberDeleted((event) => typed(event))
