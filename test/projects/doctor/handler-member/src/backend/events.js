const handlers = {
  onAssigned(event) {
    console.log(event.data.memberId)
  },
}

export const wixBadges_onBadgeAssigned = handlers.onAssigned
