import { badges } from '@wix/members'

export default badges.onBadgeAssigned((event) => console.log(event.data))
