import { expect, test } from 'vitest'
import { prepareTokens } from '../../src/commands/webhook-tokens.js'
import type { Context } from '../../src/context.js'
import { decodeJwt } from '../../src/event/jwt.js'
import { createSite } from '../cli/site.js'

const minuteMs = 60_000
const startMs = Date.parse('2026-11-25T09:00:00Z')

async function prepare() {
  let nowMs = startMs
  let ids = 0
  const context = {
    cwd: createSite({}).root,
    now: () => new Date(nowMs),
    newId: () => {
      ids += 1
      return `event-${ids}`
    },
  }
  const input = { set: [], unset: [], validate: true }
  const options = { event: 'assigned', to: '3000', input } as const
  const tokens = await prepareTokens(options, null, context as unknown as Context)
  const pass = (ms: number): void => {
    nowMs += ms
  }
  return { tokens, pass }
}

const domainEventOf = (token: string): unknown =>
  JSON.parse(String(JSON.parse(String(decodeJwt(token).payload.data)).data))

test('the same event is the same token as long as it lives', async () => {
  const { tokens, pass } = await prepare()
  const first = await tokens.next()
  pass(58 * minuteMs)
  expect(await tokens.again(first)).toEqual(first)
})

test('the same event is signed anew before its token expires', async () => {
  const { tokens, pass } = await prepare()
  const first = await tokens.next()
  pass(59 * minuteMs)
  const second = await tokens.again(first)
  expect(second.token).not.toBe(first.token)
  expect(second.eventId).toBe(first.eventId)
  expect(domainEventOf(second.token)).toEqual(domainEventOf(first.token))
  expect(decodeJwt(second.token).payload.exp).toBe((startMs + (59 + 60) * minuteMs) / 1000)
  pass(58 * minuteMs)
  expect(await tokens.again(second)).toEqual(second)
})

test('the next event has an id of its own', async () => {
  const { tokens } = await prepare()
  const ids = [(await tokens.next()).eventId, (await tokens.next()).eventId]
  expect(new Set(ids).size).toBe(2)
})
