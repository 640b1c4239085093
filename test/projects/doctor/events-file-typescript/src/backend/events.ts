interface Event { data: { memberId: string } }

export function wixBadges_onBadgeAssigned(event: Event): void {
  console.log(event.data.memberId)
}
