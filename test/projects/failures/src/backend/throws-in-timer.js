export function wixBadges_onBadgeAssigned() {
  setTimeout(() => {
    throw new Error('late')
  }, 1)
}
