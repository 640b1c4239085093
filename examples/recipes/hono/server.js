import { serve } from '@hono/node-server'
import { badges } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import { Hono } from 'hono'

const {
  WIX_APP_ID: appId,
  WIX_PUBLIC_KEY: publicKey,
  HOST = 'localhost',
  PORT = 3000,
} = process.env

const client = createClient({ auth: AppStrategy({ appId, publicKey }), modules: { badges } })
const { webhooks } = client

client.badges.onBadgeAssigned(({ data, metadata }) => {
  console.log(`badge ${metadata.entityId} assigned to member ${data.memberId}`)
})

/** The status that answers a request. Only 200 tells Wix not to send it again. */
async function receive(request) {
  let event
  try {
    event = await webhooks.parseRequest(request)
  } catch (error) {
    // Not signed with the key that is trusted, expired, or no delivery at all.
    console.warn(`refused: ${error.message}`)
    return 401
  }
  // An event that nobody handles would be refused, and sent again.
  if (!webhooks.getRegisteredEvents().has(event.eventType)) return 200
  try {
    await webhooks.executeHandlers(event)
    return 200
  } catch (error) {
    console.error(error)
    return 500
  }
}

const app = new Hono()

// The request goes on unread: the body is text, and c.req.json() would fail on it.
app.post('/webhook', async (c) => c.body(null, await receive(c.req.raw)))

serve({ fetch: app.fetch, hostname: HOST, port: Number(PORT) }, ({ port }) => {
  console.log(`http://${HOST}:${port}/webhook`)
})
