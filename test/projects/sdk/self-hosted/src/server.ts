import { createServer } from 'node:http'
import { client } from './handlers'

/** Answers webhooks as Wix expects it: 200 when all handlers of the event are done. */
export const server = createServer(async (request, response) => {
  let body = ''
  for await (const chunk of request) body += chunk
  try {
    await client.webhooks.process(body)
    response.writeHead(200).end()
  } catch {
    response.writeHead(500).end()
  }
})
