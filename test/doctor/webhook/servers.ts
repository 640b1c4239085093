import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { badgeAssignments, badges, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import { decodeJwt, importSPKI, jwtVerify } from 'jose'
import { onTestFinished } from 'vitest'

export interface Incoming {
  body: string
  contentType: string | undefined
  /** Throws where the token does not verify. */
  verify(): Promise<unknown>
  request: IncomingMessage
  /** Closes the server, as a process that crashed. */
  die(): void
}

/** Status and body of the answer; null leaves the request to the server's own end. */
export type Answering = (
  incoming: Incoming,
  response: ServerResponse,
) => Promise<readonly [status: number, text?: string] | null>

/** A server on 127.0.0.1 that trusts a public key; closed with the test. */
export async function startAnswering(publicKey: string, answer: Answering): Promise<string> {
  const key = await importSPKI(publicKey, 'RS256')
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString('utf8')
    const die = (): void => {
      server.close()
      server.closeAllConnections()
    }
    const verify = (): Promise<unknown> => jwtVerify(body, key, { algorithms: ['RS256'] })
    const contentType = request.headers['content-type']
    const given = await answer({ body, contentType, verify, request, die }, response)
    if (given === null) return
    response.statusCode = given[0]
    response.end(given[1])
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`
}

/** A server that does it right. */
export const right: Answering = async ({ verify }) => {
  try {
    await verify()
    return [200]
  } catch {
    return [401]
  }
}

const eventTypeOf = (body: string): string =>
  JSON.parse(String(decodeJwt(body).data)).eventType as string

/** Right, but for what one answer makes of verified deliveries. */
const verified =
  (answer: Answering): Answering =>
  async (incoming, response) => {
    const [status] = (await right(incoming, response)) ?? []
    return status === 200 ? answer(incoming, response) : [401]
  }

const handles =
  (...types: string[]): Answering =>
  async ({ body }) =>
    types.includes(eventTypeOf(body)) ? [200] : [500, 'Cannot do that']

/** As the samples of the SDK answer. */
export function sampleOf(
  publicKey: string,
  register: 'onBadgeAssigned' | 'onBadgeAssignmentCreated' | 'onMemberCreated',
): Answering {
  const client = createClient({
    auth: AppStrategy({ appId: 'local-app', publicKey }),
    modules: { badges, badgeAssignments, members },
  })
  if (register === 'onBadgeAssigned') client.badges.onBadgeAssigned(() => {})
  if (register === 'onBadgeAssignmentCreated') {
    client.badgeAssignments.onBadgeAssignmentCreated(() => {})
  }
  if (register === 'onMemberCreated') client.members.onMemberCreated(() => {})
  return async ({ body }) => {
    try {
      await client.webhooks.process(body)
      return [200]
    } catch (error) {
      return [500, `Webhook error: ${(error as Error).message}`]
    }
  }
}

const seen = (): ((body: string) => boolean) => {
  const bodies = new Set<string>()
  return (body) => bodies.size === bodies.add(body).size
}

export interface Case {
  answer(publicKey: string): Answering
  /** All that is found. */
  codes: readonly string[]
}

/** At least one server for each code, by the code and what is special about it. */
export const servers: Readonly<Record<string, Case>> = {
  'well-right': { answer: () => right, codes: [] },
  'webhook-not-found': { answer: () => async () => [404], codes: ['webhook-not-found'] },
  'webhook-not-found-405': { answer: () => async () => [405], codes: ['webhook-not-found'] },
  'webhook-no-answer': {
    answer: () => async (incoming, response) =>
      incoming.body === '' && incoming.request.method === 'POST' ? null : right(incoming, response),
    codes: ['webhook-no-answer'],
  },
  'webhook-crashed': {
    answer: () => async (incoming, response) => {
      if (!incoming.body.startsWith('{')) return right(incoming, response)
      incoming.die()
      return null
    },
    codes: ['webhook-crashed'],
  },
  'webhook-crashed-once': {
    answer: () => async (incoming, response) => {
      if (!incoming.body.startsWith('{')) return right(incoming, response)
      response.destroy()
      return null
    },
    codes: ['webhook-crashed'],
  },
  'webhook-crashed-for-good': {
    answer: () => {
      let isBroken = false
      return async (incoming, response) => {
        isBroken ||= incoming.body.startsWith('sent by')
        return isBroken ? [500] : right(incoming, response)
      }
    },
    codes: ['webhook-crashed', 'webhook-body-limited', 'webhook-unhandled-refused'],
  },
  'webhook-accepts-all': { answer: () => async () => [200], codes: ['webhook-accepts-all'] },
  'webhook-signature-unchecked': {
    answer:
      () =>
      async ({ body }) => {
        try {
          decodeJwt(body)
          return [200]
        } catch {
          return [400]
        }
      },
    codes: ['webhook-signature-unchecked'],
  },
  'webhook-forgery-accepted': {
    answer:
      (publicKey) =>
      async ({ body }) => {
        try {
          await jwtVerify(body, await importSPKI(publicKey, 'RS256'), { currentDate: new Date(0) })
          return [200]
        } catch {
          return [401]
        }
      },
    codes: ['webhook-forgery-accepted'],
  },
  'webhook-junk-accepted': {
    answer: () => async (incoming, response) =>
      incoming.body === '' ? [200, 'nothing to do'] : right(incoming, response),
    codes: ['webhook-junk-accepted'],
  },
  'webhook-status-not-200': {
    answer: () => verified(async () => [204]),
    codes: ['webhook-status-not-200'],
  },
  'webhook-status-not-200-redirect': {
    answer: () => async (_incoming, response) => {
      response.setHeader('location', '/login')
      return [302]
    },
    codes: ['webhook-status-not-200'],
  },
  'webhook-body-parsed': {
    answer: () => async (incoming, response) =>
      incoming.contentType === 'application/json' && !incoming.body.startsWith('{')
        ? [400, 'Bad Request']
        : right(incoming, response),
    codes: ['webhook-body-parsed'],
  },
  'webhook-body-unread': {
    answer: () => async (incoming, response) =>
      incoming.contentType === 'text/plain' ? right(incoming, response) : [401],
    codes: ['webhook-body-unread'],
  },
  'webhook-content-type-refused': {
    answer: () => async (incoming, response) =>
      incoming.contentType === 'application/json' ? right(incoming, response) : [415],
    codes: ['webhook-content-type-refused'],
  },
  'webhook-key-unreadable': {
    answer: (publicKey) => sampleOf(publicKey.trim().replaceAll('\n', '\\n'), 'onBadgeAssigned'),
    codes: ['webhook-key-unreadable'],
  },
  'webhook-key-unreadable-none': {
    answer: () => sampleOf('', 'onBadgeAssigned'),
    codes: ['webhook-key-unreadable'],
  },
  'webhook-key-other': {
    answer: () => sampleOf(otherKey, 'onBadgeAssigned'),
    codes: ['webhook-key-other'],
  },
  'webhook-key-other-silent': { answer: () => async () => [401], codes: ['webhook-key-other'] },
  'webhook-event-unexpected': {
    answer: (publicKey) => async (incoming, response) => {
      const given = await sampleOf(publicKey, 'onMemberCreated')(incoming, response)
      return given && [given[0], String(given[1]).replace(/Expected one of.*/, '')]
    },
    codes: ['webhook-event-unexpected'],
  },
  'webhook-handler-failed': {
    answer: () => verified(async () => [500, 'there is no such badge']),
    codes: ['webhook-handler-failed'],
  },
  'webhook-handler-failed-while-other-events-are-well': {
    answer: () =>
      verified(async ({ body }) =>
        eventTypeOf(body).endsWith('badge_assigned') ? [500, 'there is no such badge'] : [200],
      ),
    codes: ['webhook-handler-failed'],
  },
  'webhook-refused': { answer: () => async () => [500], codes: ['webhook-refused'] },
  'webhook-late': {
    answer: () =>
      verified(async () => {
        await sleep(1300)
        return [200]
      }),
    codes: ['webhook-late'],
  },
  'webhook-late-sometimes': {
    answer: () => {
      let count = 0
      return verified(async () => {
        count += 1
        if (count === 1) await sleep(1400)
        return [200]
      })
    },
    codes: ['webhook-late-sometimes'],
  },
  'webhook-duplicate-refused': {
    answer: () => {
      const isSeen = seen()
      return verified(async ({ body }) => (isSeen(body) ? [409, 'seen before'] : [200]))
    },
    codes: ['webhook-duplicate-refused'],
  },
  'webhook-body-limited': {
    answer: () => async (incoming, response) =>
      incoming.body.length > 10_000 ? [413] : right(incoming, response),
    codes: ['webhook-body-limited'],
  },
  'webhook-unhandled-refused': {
    answer: (publicKey) => sampleOf(publicKey, 'onBadgeAssigned'),
    codes: ['webhook-unhandled-refused'],
  },
  'webhook-unhandled-refused-by-a-handler-of-another-event': {
    answer: (publicKey) => sampleOf(publicKey, 'onBadgeAssignmentCreated'),
    codes: ['webhook-unhandled-refused'],
  },
  'webhook-unhandled-refused-in-silence': {
    answer: () => verified(handles('wix.badges.v4.badge_deleted')),
    codes: ['webhook-unhandled-refused'],
  },
}

/** The public key of some other app. */
const otherKey = `-----BEGIN PUBLIC KEY-----
MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo
4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u
+qKhbwKfBstIs+bMY2Zkp18gnTxKLxoS2tFczGkPLPgizskuemMghRniWaoLcyeh
kd3qqGElvW/VDL5AaWTg0nLVkjRo9z+40RQzuVaE8AkAFmxZzow3x+VJYKdjykkJ
0iT9wCS0DRTXu269V264Vf/3jvredZiKRkgwlL9xNAwxXFg0x/XFw005UWVRIkdg
cKWTjpBP2dPwVZ4WWC+9aGVd+Gyn1o0CLelf4rEjGoXbAAEgAqeGUxrcIlbjXfbc
mwIDAQAB
-----END PUBLIC KEY-----
`
