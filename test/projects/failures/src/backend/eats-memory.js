const hoard = []

export function wixBadges_onBadgeAssigned() {
  for (;;) hoard.push(new Array(100_000).fill({}))
}
