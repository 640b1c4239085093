import { badges } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import express from 'express'

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

/** The status that answers a body. Only 200 tells Wix not to send it again. */
async function receive(body) {
  let event
  try {
    event = await webhooks.parseJWT(body)
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

const app = express()

// The body is text, whatever content type it has. A JSON parser comes after this route, or only
// before the routes that need it.
app.post('/webhook', express.text({ type: () => true }), async (request, response) => {
  response.sendStatus(await receive(request.body))
})

const server = app.listen(Number(PORT), HOST, (error) => {
  if (error) throw error
  console.log(`http://${HOST}:${server.address().port}/webhook`)
})
