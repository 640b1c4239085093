import { fetch } from 'wix-fetch'

export async function wixBadges_onBadgeAssigned() {
  setInterval(() => fetch('https://api.example.com/poll'), 60_000)
  await new Promise(() => {})
}
