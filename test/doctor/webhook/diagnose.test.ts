import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parseEventName } from '../../../src/catalog/index.js'
import { createLocalKey } from '../../../src/delivery/keys/local-key.js'
import { sortFindings } from '../../../src/doctor/examine.js'
import { findingCodes, isWebhookCode } from '../../../src/doctor/severities.js'
import { doctorId } from '../../../src/doctor/webhook/deliveries.js'
import { diagnoseServer } from '../../../src/doctor/webhook/diagnose.js'
import { type ExamineOptions, examineServer } from '../../../src/doctor/webhook/examine.js'
import { type Answering, type Incoming, right, servers, startAnswering } from './servers.js'

const key = createLocalKey()

async function examine(answer: Answering, options: Partial<ExamineOptions> = {}) {
  const url = await startAnswering(key.publicKey, answer)
  const examination = await examineServer({
    url,
    definition: null,
    key,
    signal: new AbortController().signal,
    now: () => new Date(),
    newId: randomUUID,
    ...options,
  })
  return { ...examination, findings: sortFindings(diagnoseServer(examination)) }
}

describe('what is found in the answers of a server: ', () => {
  test.each(Object.entries(servers))(
    '%s',
    async (name, { answer, codes }) => {
      const { findings, probed } = await examine(answer(key.publicKey))
      expect(findings.map(({ code }) => code)).toEqual(codes)
      if (!name.startsWith('well-')) expect(codes.some((code) => name.startsWith(code))).toBe(true)
      expect(probed.length).toBeLessThanOrEqual(32)
    },
    60_000,
  )

  test('each code has a server of its own name', () => {
    const codes = findingCodes.filter(isWebhookCode)
    expect(
      Object.keys(servers)
        .filter((name) => codes.includes(name as never))
        .sort(),
    ).toEqual(codes.toSorted())
  })
})

describe('what is sent', () => {
  test('is marked as made here, and about a badge and a member that do not exist', async () => {
    const incoming: Incoming[] = []
    await examine(async (one, response) => {
      incoming.push(one)
      return right(one, response)
    })
    expect(incoming.map(({ request }) => request.headers['badge-events-delivery'])).toEqual(
      incoming.map(() => 'doctor'),
    )
    const [look, ...posts] = incoming.map(({ request }) => request)
    expect(look).toMatchObject({ method: 'GET', headers: { 'user-agent': 'badge-events' } })
    expect(look?.headers).not.toHaveProperty('content-length')
    expect(new Set(posts.map(({ method }) => method))).toEqual(new Set(['POST']))
    const tokens = incoming.map(({ body }) => body).filter((body) => body.startsWith('ey'))
    const events = tokens.map(readEvent)
    expect(events).toHaveLength(12)
    for (const event of events) {
      expect(event.entityId).toBe(doctorId)
      expect(event.actionEvent.body.memberId).toBe(doctorId)
    }
    const ids = events.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length - 1)
  })

  test('is 17 requests, and no more than 32 where no event is taken', async () => {
    expect((await examine(right)).probed).toHaveLength(17)
    const refusing = await examine(async (one, response) => {
      const [status] = (await right(one, response)) ?? []
      return status === 200 ? [500, 'no'] : [401]
    })
    expect(refusing.probed).toHaveLength(23)
  })

  test('is the event that is named, and that alone', async () => {
    const definition = parseEventName('member-created')
    const { event, probed } = await examine(right, { definition })
    expect(event).toBe('member-created')
    const valid = probed.filter(({ probe }) => probe.expected === 'accept')
    expect(valid.map(({ probe }) => probe.event)).toEqual(valid.map(() => 'member-created'))
  })
})

function readEvent(token: string) {
  const { data } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
  return JSON.parse(JSON.parse(data).data)
}
