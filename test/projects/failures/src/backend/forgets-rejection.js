export function wixBadges_onBadgeAssigned() {
  notify()
  return 'done'
}

async function notify() {
  throw new Error('nobody is listening')
}
