import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { percentile, postAll, readyFacts, signWebhooks } from './load.js'
import { median, row } from './measure.js'
import { smeeRows } from './smee.js'
import { bin } from './subjects.js'

const connections = 50
const perRound = 8000
const rounds = 5

/** Deliveries a second, verified and on disk, beside a server that only says 200. */
export async function tail() {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const listeners = [bareServer(), tailServer(keys)]
  try {
    const measured = listeners.map(() => ({ rates: [], latencies: [] }))
    for (let round = 0; round <= rounds; round++) {
      const webhooks = signWebhooks(keys.privateKey, perRound)
      for (const [index, { ready }] of listeners.entries()) {
        const { port } = await ready
        const { seconds, latencies, statuses } = await postAll({ port, webhooks, connections })
        if (statuses.get(200) !== perRound) throw new Error(`not all were answered with 200`)
        if (round === 0) continue
        measured[index].rates.push(perRound / seconds)
        measured[index].latencies.push(...latencies)
      }
    }
    const [bare, ours] = measured.map(({ rates, latencies }) => ({
      rate: median(rates),
      p99: percentile(latencies, 0.99),
    }))
    return [
      row('bare node:http, 200', `${bare.rate.toFixed(0)}/s`, `p99 ${bare.p99.toFixed(0)} ms`, ''),
      row(
        'tail, verified and on disk',
        `${ours.rate.toFixed(0)}/s`,
        `${(ours.rate / bare.rate).toFixed(2)} × bare, p99 ${ours.p99.toFixed(0)} ms`,
        'bar 0.30 ×, 150 ms',
      ),
      ...(await smeeRows()),
    ]
  } finally {
    await Promise.all(listeners.map(({ stop }) => stop()))
  }
}

/** Memory after many deliveries beside that after some; takes a minute. */
export async function tailMemory() {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = tailServer(keys)
  try {
    const { port, pid } = await server.ready
    const sizes = []
    for (let sent = 0; sent < 200_000; sent += 10_000) {
      const webhooks = signWebhooks(keys.privateKey, 10_000)
      await postAll({ port, webhooks, connections })
      await new Promise((resolve) => setTimeout(resolve, 200))
      sizes.push(residentBytes(pid))
    }
    const [first, last] = [sizes[0], sizes.at(-1)]
    const mb = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`
    return [
      row('tail after 10,000', mb(first), '', ''),
      row('tail after 200,000', mb(last), `${(last / first).toFixed(2)} ×`, 'bar 1.3 ×'),
    ]
  } finally {
    await server.stop()
  }
}

function residentBytes(pid) {
  const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}

function bareServer() {
  const folder = mkdtempSync(join(tmpdir(), 'badge-events-bench-'))
  const file = fileURLToPath(new URL('bare-server.js', import.meta.url))
  return listener([file, join(folder, 'ready.json')], folder)
}

function tailServer(keys) {
  const folder = mkdtempSync(join(tmpdir(), 'badge-events-bench-'))
  writeFileSync(join(folder, 'package.json'), '{}')
  writeFileSync(join(folder, 'key.pem'), keys.publicKey.export({ type: 'spki', format: 'pem' }))
  return listener(
    [bin, 'tail', '--port', '0', '--public-key', 'key.pem', '--ready-file', 'ready.json'],
    folder,
  )
}

function listener(args, folder) {
  const child = spawn(process.execPath, args, { cwd: folder, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  return {
    ready: readyFacts(join(folder, 'ready.json')),
    async stop() {
      child.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
