import { badges } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import fastify from 'fastify'

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

const app = fastify()

// Parsers hold for this plugin alone; the other routes keep theirs.
app.register(async (plugin) => {
  // The body is text, whatever content type it has: no JSON parser, and no 415.
  plugin.removeAllContentTypeParsers()
  plugin.addContentTypeParser('*', { parseAs: 'string' }, async (_request, body) => body)
  plugin.post('/webhook', async (request, reply) => {
    return reply.code(await receive(request.body)).send()
  })
})

await app.listen({ host: HOST, port: Number(PORT) })
console.log(`http://${HOST}:${app.server.address().port}/webhook`)
