// Deliveries by the thousand, for benchmarks and drills.
import { createSign, randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'

/**
 * Webhooks of `assigned`, signed as Wix signs them, each with an event id of its own. Made ahead,
 * because signing costs ten times what verifying does.
 *
 * @returns {{ id: string, body: string }[]}
 */
export function signWebhooks(privateKey, count) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const header = encode({ alg: 'RS256', kid: 'load' })
  const iat = Math.floor(Date.now() / 1000)
  return Array.from({ length: count }, () => {
    const id = randomUUID()
    const data = JSON.stringify({
      id,
      entityFqdn: 'wix.badges.v3.badge',
      slug: 'badge_assigned',
      entityId: randomUUID(),
      actionEvent: { body: { memberId: randomUUID() } },
      eventTime: new Date().toISOString(),
      triggeredByAnonymizeRequest: false,
    })
    const envelope = {
      instanceId: '86393ec5-4f81-4017-ac47-00841035d6f7',
      eventType: 'wix.badges.v3.badge_badge_assigned',
      identity: '{"identityType":"WIX_USER"}',
      data,
    }
    const signed = `${header}.${encode({ data: JSON.stringify(envelope), iat, exp: iat + 3600 })}`
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')
    return { id, body: `${signed}.${signature}` }
  })
}

/**
 * Posts webhooks over some connections, each waiting for its answer. Ends early when the server goes
 * away.
 *
 * @returns {Promise<{ seconds: number, latencies: number[], acknowledged: string[], statuses: Map<number, number> }>}
 */
export async function postAll({ port, webhooks, connections, onAnswer = () => {} }) {
  const queue = webhooks.values()
  const latencies = []
  const acknowledged = []
  const statuses = new Map()
  const startedAt = performance.now()
  await Promise.all(
    Array.from({ length: connections }, () =>
      runConnection(port, queue, ({ id }, status, ms) => {
        latencies.push(ms)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status === 200) acknowledged.push(id)
        onAnswer(acknowledged.length)
      }),
    ),
  )
  return { seconds: (performance.now() - startedAt) / 1000, latencies, acknowledged, statuses }
}

/** A bare socket: a whole HTTP client would take the server's share of the machine. */
function runConnection(port, queue, answered) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true })
    let current
    let sentAt = 0
    let received = ''
    const next = () => {
      const { value, done } = queue.next()
      if (done) return void socket.end()
      current = value
      sentAt = performance.now()
      socket.write(
        `POST / HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: ${current.body.length}\r\n\r\n${current.body}`,
      )
    }
    socket.setEncoding('latin1')
    socket.on('connect', next)
    socket.on('data', (text) => {
      received += text
      const end = received.indexOf('\r\n\r\n')
      if (end < 0) return
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
      if (received.length < end + 4 + length) return
      const status = Number(received.slice(9, 12))
      received = ''
      answered(current, status, performance.now() - sentAt)
      next()
    })
    socket.on('error', () => {})
    socket.on('close', resolve)
  })
}

/** Waits for the file that `tail --ready-file` writes. */
export async function readyFacts(file) {
  while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10))
  return JSON.parse(readFileSync(file, 'utf8'))
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
