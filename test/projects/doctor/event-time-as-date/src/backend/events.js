export function wixBadges_onBadgeAssigned({ metadata }) {
  console.log(metadata.eventTime.getTime())
  console.log(new Date(metadata.eventTime).getTime(), metadata.eventTime.slice(0, 10))
}
