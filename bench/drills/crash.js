// Kills `tail` under load at a random moment, again and again, and counts what is missing then.
// node bench/drills/crash.js --rounds 50
import { spawn } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { postAll, readyFacts, signWebhooks } from '../load.js'
import { bin } from '../subjects.js'

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '50' } } })
const rounds = Number(values.rounds)
const perRound = 1500
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
const root = mkdtempSync(join(tmpdir(), 'badge-events-drill-'))
const ready = join(root, 'ready.json')
writeFileSync(join(root, 'package.json'), '{}')
writeFileSync(join(root, 'key.pem'), keys.publicKey.export({ type: 'spki', format: 'pem' }))

const delivered = []
const sink = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  delivered.push(idOf(Buffer.concat(chunks).toString()))
  response.end('ok')
})
await new Promise((resolve) => sink.listen(0, '127.0.0.1', resolve))
const target = `http://127.0.0.1:${sink.address().port}/`

const acknowledged = new Set()
try {
  for (let round = 1; round <= rounds; round++) {
    const webhooks = signWebhooks(keys.privateKey, perRound)
    const tail = startTail()
    const { port } = await readyFacts(ready)
    const killAfter = 50 + Math.floor(Math.random() * (perRound - 100))
    const posted = await postAll({
      port,
      webhooks,
      connections: 50,
      onAnswer: (count) => count === killAfter && tail.kill('SIGKILL'),
    })
    await tail.ended
    rmSync(ready, { force: true })
    for (const id of posted.acknowledged) acknowledged.add(id)
    process.stdout.write(
      `round ${String(round).padStart(2)}  killed after ${String(killAfter).padStart(4)} answers, ${posted.acknowledged.length} acknowledged\n`,
    )
  }
  const last = startTail()
  await readyFacts(ready)
  await settled()
  last.kill('SIGINT')
  await last.ended
  process.exitCode = report() ? 0 : 1
} finally {
  sink.close()
  sink.closeAllConnections()
  rmSync(root, { recursive: true, force: true })
}

function startTail() {
  const args = ['tail', '--port', '0', '--public-key', 'key.pem', '--forward-to', target]
  const child = spawn(process.execPath, [bin, ...args, '--ready-file', 'ready.json', '--json'], {
    cwd: root,
    stdio: 'ignore',
  })
  return {
    kill: (signal) => child.kill(signal),
    ended: new Promise((resolve) => child.on('exit', resolve)),
  }
}

/** Until nothing waits for the target any more. */
async function settled() {
  for (;;) {
    const [{ count }] = query(`SELECT count(*) AS count FROM dispatches WHERE state = 'waiting'`)
    if (count === 0) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function query(sql) {
  const Database = createRequire(import.meta.url)('libsql')
  const database = new Database(join(root, '.badge-events/deliveries.db'))
  database.pragma('busy_timeout = 5000')
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

function report() {
  const logged = query('SELECT event_id FROM deliveries ORDER BY seq').map((row) => row.event_id)
  const inLog = new Set(logged)
  const reached = new Set(delivered)
  const missing = [...acknowledged].filter((id) => !inLog.has(id)).length
  const twice = logged.length - inLog.size
  const undelivered = logged.filter((id) => !reached.has(id)).length
  const first = [...reached]
  const misplaced = first.filter((id, index) => logged[index] !== id).length
  process.stdout.write(
    [
      `\n${rounds} rounds, ${acknowledged.size} acknowledged, ${logged.length} in the log, ${delivered.length} deliveries to the target`,
      `  acknowledged but not in the log   ${missing}`,
      `  in the log twice                  ${twice}`,
      `  in the log but never delivered    ${undelivered}`,
      `  first delivered out of order      ${misplaced}`,
      `  delivered more than once          ${delivered.length - reached.size}  (at least once is the promise)\n`,
    ].join('\n'),
  )
  return missing + twice + undelivered + misplaced === 0
}

function idOf(token) {
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString())
  return JSON.parse(JSON.parse(claims.data).data).id
}
