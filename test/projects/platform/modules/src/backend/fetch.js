import { fetch as wixFetch, getJSON } from 'wix-fetch'

export async function wixBadges_onBadgeAssigned(event) {
  const { points } = await getJSON(`https://api.example.com/points/${event.data.memberId}`)
  const posted = await wixFetch('https://api.example.com/log', { method: 'post', body: '{}' })
  const { id } = await posted.json()
  const down = await wixFetch('https://api.example.com/down').catch((error) => error.message)
  const other = await fetch('https://elsewhere.example.com/')
  return { points, status: posted.status, id, down, other: other.ok }
}
