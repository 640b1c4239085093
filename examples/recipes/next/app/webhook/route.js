import { badges } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'

const { WIX_APP_ID: appId, WIX_PUBLIC_KEY: publicKey } = process.env

const client = createClient({ auth: AppStrategy({ appId, publicKey }), modules: { badges } })
const { webhooks } = client

client.badges.onBadgeAssigned(({ data, metadata }) => {
  console.log(`badge ${metadata.entityId} assigned to member ${data.memberId}`)
})

/** Only the status 200 tells Wix not to send a delivery again. */
export async function POST(request) {
  let event
  try {
    // The request is unread: the body is text, and request.json() would fail on it.
    event = await webhooks.parseRequest(request)
  } catch (error) {
    // Not signed with the key that is trusted, expired, or no delivery at all.
    console.warn(`refused: ${error.message}`)
    return answer(401)
  }
  // An event that nobody handles would be refused, and sent again.
  if (!webhooks.getRegisteredEvents().has(event.eventType)) return answer(200)
  try {
    await webhooks.executeHandlers(event)
    return answer(200)
  } catch (error) {
    console.error(error)
    return answer(500)
  }
}

const answer = (status) => new Response(null, { status })
