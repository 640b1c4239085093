export function onAssigned(event) {
  console.log(event.data.memberId)
}
