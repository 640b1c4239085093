import { badges } from '@wix/members'

export default badges.onBadgeUnassigned((event) => console.log(event.data))
