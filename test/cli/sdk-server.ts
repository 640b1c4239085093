import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import { onTestFinished } from 'vitest'
import { definitions } from '../../src/catalog/index.js'

export interface SdkServer {
  url: string
  /** Bodies as they arrived. */
  bodies: Buffer[]
  /** What the registered handlers got. */
  events: unknown[]
}

type Register = (handler: (event: unknown) => void) => void

/** A self-hosted app: a server that hands what it gets to the real `@wix/sdk`, as Wix's samples do. */
export async function startSdkServer(publicKey: string): Promise<SdkServer> {
  const client = createClient({
    auth: AppStrategy({ appId: 'local-app', publicKey }),
    modules: { badges, badgesV2, badgeAssignments, members },
  })
  const registers = client as unknown as Record<string, Record<string, Register>>
  const events: unknown[] = []
  for (const { sdk } of definitions) {
    if (sdk) registers[sdk.module]?.[sdk.name]?.((event) => void events.push(event))
  }
  const bodies: Buffer[] = []
  const url = await startHttp((body, respond) => {
    bodies.push(body)
    client.webhooks.process(body.toString('utf8')).then(
      () => respond(200, 'ok'),
      (error: Error) => respond(401, error.message),
    )
  })
  return { url, bodies, events }
}

/** A server of the test's own; it ends with the test. */
export async function startHttp(
  answer: (body: Buffer, respond: (status: number, text?: string) => void) => void,
): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    answer(Buffer.concat(chunks), (status, text = '') => {
      response.statusCode = status
      response.end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`
}
