// badges.onBadgeAssigned(() => {})
export default function assigned(event: { data: unknown }) {
  console.log(event.data)
}
