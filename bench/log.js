import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measureByTurns, row } from './measure.js'
import { bareNode, bin } from './subjects.js'

const deliveries = 100_000

/** A search among many deliveries. */
export function log() {
  const folder = mkdtempSync(join(tmpdir(), 'badge-events-bench-'))
  try {
    fill(folder)
    const search = (text) => ({
      name: `log --grep ${text}`,
      args: [bin, 'log', '--grep', text],
      cwd: folder,
    })
    const [node, ...ours] = measureByTurns(
      [bareNode, search('is-nowhere'), search('member-99990')],
      11,
    )
    return [
      row(node.name, `${node.medianMs.toFixed(0)} ms`, '', ''),
      ...ours.map(({ name, medianMs }) =>
        row(
          name,
          `${medianMs.toFixed(0)} ms`,
          `${(medianMs / node.medianMs).toFixed(2)} × node -e 0, ${deliveries} deliveries`,
          'bar 3 ×',
        ),
      ),
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Through the log's own tables, which a first command makes. */
function fill(folder) {
  writeFileSync(join(folder, 'package.json'), '{}')
  const made = spawnSync(
    process.execPath,
    [bin, 'tail', '--port', '0', '--canary', '0.1', '--public-url', 'http://127.0.0.1:9/'],
    { cwd: folder },
  )
  if (made.status !== 3) throw new Error(String(made.stderr))
  const Database = createRequire(import.meta.url)('libsql')
  const database = new Database(join(folder, '.badge-events/deliveries.db'))
  database.exec('BEGIN')
  const delivery = database.prepare(
    `INSERT INTO deliveries (identity, event_id, event_type, key, entity_id, event_time, source,
       received_at, last_received_at, path, headers, verification, body)
     VALUES (?, ?, 'wix.badges.v3.badge_badge_assigned', 'assigned', ?, ?, 'webhook', ?, ?, '/', '{}',
       '{"status":"verified","key":"0123456789ab"}', ?)`,
  )
  const event = database.prepare('INSERT INTO events (seq, event) VALUES (?, ?)')
  const body = Buffer.alloc(1300, 'x')
  for (let seq = 1; seq <= deliveries; seq++) {
    const id = `${String(seq).padStart(8, '0')}-0000-4000-8000-000000000000`
    const at = 1_790_000_000_000 + seq * 1000
    const eventTime = new Date(at).toISOString()
    delivery.run(id, id, `badge-${seq % 50}`, eventTime, at, at, body)
    event.run(
      seq,
      JSON.stringify({
        data: { memberId: `member-${seq}` },
        metadata: {
          ...{ id, entityId: `badge-${seq % 50}`, eventTime, triggeredByAnonymizeRequest: false },
          instanceId: '86393ec5-4f81-4017-ac47-00841035d6f7',
          identity: { identityType: 'WIX_USER', wixUserId: 'c0435c4c-5976-4f02-97c4-9656dfd03850' },
          ...{ entityFqdn: 'wix.badges.v3.badge', slug: 'badge_assigned' },
        },
      }),
    )
  }
  database.exec('COMMIT')
  database.close()
}
