import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../../../src/delivery/log/database.js'
import { type DeliveryLog, openLog } from '../../../src/delivery/log/log.js'
import { migrate } from '../../../src/delivery/log/migrations.js'
import { packageRoot } from '../../../src/package-root.js'
import { arrival } from './arrivals.js'

let folder: string
let log: DeliveryLog

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'log-'))
  log = await openLog(join(folder, '.badge-events'))
})

afterEach(async () => {
  await log.close().catch(() => {})
  rmSync(folder, { recursive: true, force: true })
})

describe('append', () => {
  test('gives a delivery back as it came, byte for byte', async () => {
    const body = Buffer.from([0, 255, 10, 13, 0, 128])
    const { delivery } = await log.append(arrival({ body, path: '/hook?x=1' }), [])
    const found = log.get(delivery.seq)
    expect(found).toEqual(delivery)
    expect(found?.body.equals(body)).toBe(true)
    expect(found).toMatchObject({ path: '/hook?x=1', resends: 0, isLate: false })
  })

  test('counts the same event as resent', async () => {
    const first = arrival({ eventId: 'e-1' })
    const { delivery } = await log.append(first, [])
    const again = await log.append(
      { ...first, receivedAt: new Date(first.receivedAt.getTime() + 61_000) },
      [],
    )
    expect(again).toMatchObject({ status: 'resent', sinceMs: 61_000 })
    expect(again.delivery).toMatchObject({ seq: delivery.seq, resends: 1 })
    expect([...log.list()]).toHaveLength(1)
    expect(log.get(delivery.seq)?.resends).toBe(1)
  })

  test('counts it as resent within one commit too', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(() => log.append(arrival({ eventId: 'e' }), [])),
    )
    expect(results.map(({ status }) => status)).toEqual(['new', 'resent', 'resent'])
  })

  test('keeps a forged arrival from passing for the real one', async () => {
    await log.append(arrival({ eventId: 'e', verification: { status: 'unverified' } }), [])
    const real = await log.append(arrival({ eventId: 'e' }), ['run'])
    expect(real.status).toBe('new')
    expect(log.nextWaiting('run', 0)?.seq).toBe(real.delivery.seq)
  })

  test('keeps the same event of two apps apart', async () => {
    await log.append(arrival({ eventId: 'e', metadata: { instanceId: 'app-1' } }), [])
    const other = arrival({ eventId: 'e', metadata: { instanceId: 'app-2' } })
    expect((await log.append(other, [])).status).toBe('new')
  })

  test('marks what happened before something that had arrived already', async () => {
    const later = { eventTime: '2026-11-24T09:00:00.000000002Z' }
    const earlier = { eventTime: '2026-11-24T09:00:00.000000001Z' }
    expect((await log.append(arrival({ metadata: later }), [])).delivery.isLate).toBe(false)
    expect((await log.append(arrival({ metadata: earlier }), [])).delivery.isLate).toBe(true)
    const other = { ...earlier, entityId: 'badge-2' }
    expect((await log.append(arrival({ metadata: other }), [])).delivery.isLate).toBe(false)
  })

  test('trusts the sequence of an entity more than its times, and knows it after a restart', async () => {
    await log.append(arrival({ metadata: { entityEventSequence: '10' } }), [])
    await log.close()
    log = await openLog(join(folder, '.badge-events'))
    const second = arrival({
      metadata: { entityEventSequence: '9', eventTime: '2026-11-25T00:00:00Z' },
    })
    expect((await log.append(second, [])).delivery.isLate).toBe(true)
  })

  test('keeps one that cannot be written from taking its neighbours with it', async () => {
    const broken = arrival({ path: null as unknown as string })
    const results = await Promise.allSettled([
      log.append(arrival(), []),
      log.append(broken, []),
      log.append(arrival(), []),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { code: 'LOG_UNUSABLE' } })
    expect([...log.list()]).toHaveLength(2)
  })
})

describe('what waits for a target', () => {
  test('comes in the order of arrival, until it is recorded', async () => {
    const first = await log.append(arrival(), ['run', 'http://localhost:3000/'])
    const second = await log.append(arrival(), ['run'])
    expect(log.nextWaiting('run', 0)?.seq).toBe(first.delivery.seq)
    expect(log.waiting()).toEqual([
      { target: 'http://localhost:3000/', count: 1 },
      { target: 'run', count: 2 },
    ])
    const outcome = { status: 'delivered', durationMs: 3 } as const
    const at = new Date('2026-11-24T10:00:00Z')
    await log.record(first.delivery.seq, { target: 'run', at, outcome }, 'delivered')
    expect(log.nextWaiting('run', 0)?.seq).toBe(second.delivery.seq)
    expect(log.attempts(first.delivery.seq)).toEqual([{ target: 'run', at, outcome }])
    expect(log.dispatches(first.delivery.seq)).toEqual([
      { target: 'http://localhost:3000/', state: 'waiting' },
      { target: 'run', state: 'delivered' },
    ])
  })

  test('is found again after a restart', async () => {
    const { delivery } = await log.append(arrival(), ['run'])
    await log.close()
    log = await openLog(join(folder, '.badge-events'))
    expect(log.nextWaiting('run', 0)).toEqual(delivery)
  })

  test('is what a target that is new to an event gets when the event is resent', async () => {
    const event = arrival({ eventId: 'e' })
    const { delivery } = await log.append(event, [])
    await log.append(event, ['run'])
    expect(log.nextWaiting('run', 0)?.seq).toBe(delivery.seq)
    await log.record(
      delivery.seq,
      { target: 'run', at: new Date(), outcome: { status: 'delivered', durationMs: 1 } },
      'delivered',
    )
    await log.append(event, ['run'])
    expect(log.nextWaiting('run', 0)).toBeUndefined()
  })

  test('belongs to one process at a time', async () => {
    const other = await openLog(join(folder, '.badge-events'))
    const now = new Date('2026-11-24T10:00:00Z')
    const mine = { id: 'a', pid: process.pid }
    expect(log.claim('run', mine, now)).toBe(true)
    expect(other.claim('run', { id: 'b', pid: process.pid }, now)).toBe(false)
    const later = new Date(now.getTime() + 20_000)
    expect(other.claim('run', { id: 'b', pid: process.pid }, later)).toBe(true)
    other.release({ id: 'b', pid: process.pid })
    expect(log.claim('run', { id: 'gone', pid: 2 ** 30 }, later)).toBe(true)
    expect(log.claim('run', mine, later)).toBe(true)
    await other.close()
  })
})

describe('list', () => {
  test('gives the last ones first, and what fits the query', async () => {
    const types = ['wix.badges.v3.badge_created', 'wix.badges.v4.badge_created']
    for (const [index, eventType] of [...types, ...types].entries()) {
      const receivedAt = new Date(Date.UTC(2026, 10, 24, 9, index))
      await log.append(
        arrival({ eventType, receivedAt, metadata: { originatedFrom: `Ünit_${index}` } }),
        [],
      )
    }
    const seqs = (query: Parameters<typeof log.list>[0]) => [...log.list(query)].map((d) => d.seq)
    expect(seqs({})).toEqual([4, 3, 2, 1])
    expect(seqs({ limit: 2 })).toEqual([4, 3])
    expect(seqs({ eventTypes: types.slice(1) })).toEqual([4, 2])
    expect(seqs({ since: new Date(Date.UTC(2026, 10, 24, 9, 2)) })).toEqual([4, 3])
    expect(seqs({ before: new Date(Date.UTC(2026, 10, 24, 9, 2)) })).toEqual([2, 1])
    expect(seqs({ afterSeq: 3 })).toEqual([4])
    expect(seqs({ text: 'Ünit_2' })).toEqual([3])
    expect(seqs({ text: 'ünit' })).toEqual([])
    expect(seqs({ text: 'nIT_' })).toEqual([4, 3, 2, 1])
    expect(seqs({ text: 'nit%' })).toEqual([])
    expect(seqs({ text: '"originatedFrom"' })).toEqual([])
    expect(seqs({ matches: ({ seq }) => seq % 2 === 1, limit: 1 })).toEqual([3])
  })

  test('gives them in the order of arrival too, also those that a text was looked for in', async () => {
    for (let count = 0; count < 3; count += 1) await log.append(arrival(), [])
    const seqs = (query: Parameters<typeof log.list>[0]) =>
      [...log.list(query)].map(({ seq }) => seq)
    expect(seqs({ oldestFirst: true, limit: 2 })).toEqual([1, 2])
    expect(seqs({ oldestFirst: true, text: 'MEMBERID', afterSeq: 1 })).toEqual([2, 3])
    expect(seqs({ text: 'memberid', limit: 2 })).toEqual([3, 2])
    expect(seqs({ text: 'm_mberid' })).toEqual([])
  })

  test('knows what failed', async () => {
    const { delivery } = await log.append(arrival(), ['run'])
    await log.append(arrival(), ['run'])
    const outcome = { status: 'failed', durationMs: 1, reason: 'threw' } as const
    await log.record(delivery.seq, { target: 'run', at: new Date(), outcome }, 'failed')
    expect([...log.list({ failed: true })].map(({ seq }) => seq)).toEqual([delivery.seq])
  })
})

describe('find', () => {
  test('knows a delivery by id, its beginning, its event id, and counted from the last', async () => {
    const first = (await log.append(arrival({ eventId: 'e-1' }), [])).delivery
    const second = (await log.append(arrival({ eventId: 'e-2' }), [])).delivery
    expect(log.find(first.id)).toEqual(first)
    expect(log.find(first.id.toUpperCase()).seq).toBe(first.seq)
    expect(log.find(first.id.slice(0, 4)).seq).toBe(first.seq)
    expect(log.find('e-2').seq).toBe(second.seq)
    expect(log.find('last').seq).toBe(second.seq)
    expect(log.find('last~1').seq).toBe(first.seq)
  })

  test.each(['last~1', 'zzzzzz', '', 'nope'])('has no delivery %j', async (name) => {
    await log.append(arrival(), [])
    expect(() => log.find(name)).toThrow(expect.objectContaining({ code: 'DELIVERY_NOT_FOUND' }))
  })

  test('asks for more when several begin alike', async () => {
    await Promise.all(Array.from({ length: 1500 }, () => log.append(arrival(), [])))
    const ids = [...log.list()].map(({ id }) => id)
    const prefixes = ids.map((id) => id.slice(0, 2))
    const shared = prefixes.find((prefix, index) => prefixes.indexOf(prefix) !== index) ?? ''
    expect(() => log.find(shared)).toThrow(/stands for more than one delivery/)
  })
})

describe('adopt', () => {
  const adopted = (changes: Parameters<typeof arrival>[0] = {}) => ({
    ...arrival(changes),
    ...{ resends: 2, lastReceivedAt: new Date('2026-11-24T10:00:00Z'), isLate: true },
  })

  test('keeps a delivery of another log as it was, for no target', async () => {
    const one = adopted()
    expect(await log.adopt([one, one])).toEqual(['added', 'known'])
    expect(log.get(1)).toMatchObject(one)
    expect(log.dispatches(1)).toEqual([])
  })

  test('does not count what is here already as resent', async () => {
    const one = arrival()
    await log.append(one, [])
    expect(await log.adopt([{ ...adopted(), ...one }])).toEqual(['known'])
    expect(log.get(1)?.resends).toBe(0)
  })

  test('lets a verified one in beside an unverified one, and not the other way round', async () => {
    const unverified = { status: 'unverified' } as const
    const forged = adopted({ eventId: 'e', verification: unverified })
    const real = adopted({ eventId: 'e' })
    expect(await log.adopt([forged, real, forged])).toEqual(['added', 'added', 'known'])
    const other = adopted({ eventId: 'f' })
    expect(await log.adopt([other, { ...other, verification: unverified }])).toEqual([
      'added',
      'known',
    ])
  })
})

describe('refusals', () => {
  test('are kept, with the first part of a large body', async () => {
    await log.refuse({
      at: new Date('2026-11-24T09:00:00Z'),
      httpStatus: 401,
      cause: 'expired',
      reason: 'expired 3 h ago',
      path: '/',
      headers: {},
      bytes: 20_000,
      body: Buffer.alloc(20_000, 'x'),
    })
    const [refusal] = log.refusals()
    expect(refusal).toMatchObject({ cause: 'expired', bytes: 20_000 })
    expect(refusal?.body).toHaveLength(8192)
  })

  test('push out the oldest', async () => {
    const refusal = { at: new Date(), httpStatus: 400, cause: 'c', reason: 'r', path: '/' }
    const body = Buffer.alloc(0)
    for (let index = 0; index < 1010; index++) {
      void log.refuse({ ...refusal, headers: {}, bytes: index, body })
    }
    await log.refuse({ ...refusal, headers: {}, bytes: 1010, body })
    const kept = [...log.refusals()]
    expect(kept).toHaveLength(1000)
    expect(kept[0]?.bytes).toBe(1010)
  })
})

describe('a list that is left early', () => {
  test('does not stand in the way of what comes after', async () => {
    await Promise.all(Array.from({ length: 50 }, () => log.append(arrival(), [])))
    for (const { seq } of log.list()) if (seq < 45) break
    const other = await openLog(join(folder, '.badge-events'))
    await other.append(arrival(), [])
    expect([...log.list()]).toHaveLength(51)
    expect(other.prune(new Date('2026-12-01T00:00:00Z')).deliveries).toBe(51)
    expect([...log.list()]).toHaveLength(0)
    await other.close()
  })
})

describe('prune', () => {
  test('removes what is old, but not what still waits', async () => {
    const old = new Date('2026-10-01T00:00:00Z')
    const gone = await log.append(arrival({ receivedAt: old }), [])
    const waits = await log.append(arrival({ receivedAt: old }), ['run'])
    const young = await log.append(arrival(), [])
    const before = new Date('2026-11-01T00:00:00Z')
    const plan = log.planPrune(before)
    expect(plan).toEqual({ deliveries: 1, refusals: 0, waiting: 1 })
    const pruned = log.prune(before)
    expect(pruned).toEqual({ deliveries: 1, refusals: 0, waiting: 1 })
    expect(log.get(gone.delivery.seq)).toBeNull()
    expect([...log.list()].map(({ seq }) => seq)).toEqual([young.delivery.seq, waits.delivery.seq])
    const next = await log.append(arrival(), [])
    expect(next.delivery.seq).toBe(young.delivery.seq + 1)
  })
})

describe('the file', () => {
  test('is its owner’s alone', () => {
    const inside = join(folder, '.badge-events')
    expect(statSync(inside).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(inside)) {
      expect(statSync(join(inside, name)).mode & 0o777).toBe(0o600)
    }
  })

  test('is seen by several processes', async () => {
    const other = await openLog(join(folder, '.badge-events'))
    const before = other.version()
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? log : other).append(arrival({ eventId: `e-${index % 10}` }), []),
      ),
    )
    expect(results.filter(({ status }) => status === 'new')).toHaveLength(10)
    expect(other.version()).not.toBe(before)
    expect([...other.list()]).toHaveLength(10)
    await other.close()
  })

  test('keeps its locks when the same process opens it once more', async () => {
    await log.append(arrival(), [])
    await (await openLog(join(folder, '.badge-events'))).close()
    const script = `const database = new (require('libsql'))(${JSON.stringify(log.file)})
      database.prepare('SELECT count(*) FROM deliveries').all()
      database.close()`
    execFileSync(process.execPath, ['-e', script], { cwd: packageRoot })
    // The last one to leave takes it away, and that is not the other process.
    expect(existsSync(`${log.file}-wal`)).toBe(true)
    await log.append(arrival(), [])
    expect(log.lastSeq()).toBe(2)
  })

  test('of a newer version is refused', async () => {
    const file = join(folder, 'new.db')
    const database = await openDatabase(file)
    migrate(database, file, ['CREATE TABLE a (x)', 'CREATE TABLE b (x)'])
    expect(() => migrate(database, file, ['CREATE TABLE a (x)'])).toThrow(
      expect.objectContaining({ code: 'LOG_TOO_NEW' }),
    )
    database.close()
  })

  test('of an older version is brought up to date, and copied before', async () => {
    const file = join(folder, 'old.db')
    const database = await openDatabase(file)
    const first = ['CREATE TABLE a (x)']
    migrate(database, file, first)
    database.exec('INSERT INTO a VALUES (1)')
    migrate(database, file, [...first, 'ALTER TABLE a ADD COLUMN y'])
    expect(database.sql('SELECT x, y FROM a').all()).toMatchObject([{ x: 1, y: null }])
    database.close()
    const backup = await openDatabase(`${file}.v1`)
    expect(backup.sql('SELECT * FROM a').all()).toEqual([{ x: 1 }])
    backup.close()
  })

  test('that is no log is refused with what to do', async () => {
    writeFileSync(join(folder, 'deliveries.db'), 'no database, '.repeat(100))
    await expect(openLog(folder)).rejects.toMatchObject({ code: 'LOG_UNUSABLE' })
  })
})
