export function wixBadges_onBadgeAssigned(event) {
  console.log(event.data.memberId)
}

export function wixStore_onNewOrder(event) {
  console.log(event)
}

export function wixAutomations_onSomething(event) {
  console.log(event)
}
