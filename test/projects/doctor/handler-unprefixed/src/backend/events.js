export function onBadgeAssigned(event) {
  console.log(event.data.memberId)
}
