export class wixBadges_onBadgeAssigned {
  constructor(event) {
    console.log(event.data.memberId)
  }
}

export function* wixBadges_onBadgeUnassigned(event) {
  yield event.data.memberId
}
