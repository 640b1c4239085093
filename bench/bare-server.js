// The least that an HTTP server can do: read the body, say 200.
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => response.end('ok'))
})
server.listen(0, '127.0.0.1', () => {
  writeFileSync(process.argv[2], JSON.stringify({ port: server.address().port }))
})
process.on('SIGINT', () => process.exit(0))
