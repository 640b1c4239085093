import { badgesV2 } from '@wix/members'

export default badgesV2.onBadgeCreated((event) => console.log(event.entity))
