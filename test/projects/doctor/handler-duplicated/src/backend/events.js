export function wixBadges_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}

export const wixBadges_onBadgeAssigned = (event) => console.log(event.data)
