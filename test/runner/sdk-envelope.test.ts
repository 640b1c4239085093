import { generateKeyPairSync } from 'node:crypto'
import { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { AppStrategy, createClient } from '@wix/sdk'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readFixture } from '../../src/catalog/fixture.js'
import { definitions, type EventDefinition } from '../../src/catalog/index.js'
import { toEnvelope } from '../../src/event/envelope.js'
import { parseEventObject } from '../../src/event/parse.js'
import type { EventObject } from '../../src/event/types.js'
import { signWebhook } from '../../src/event/webhook.js'
import { findProject } from '../../src/project.js'
import type { Runner } from '../../src/runner/runner.js'
import { selectHandlers } from '../../src/runner/select.js'
import { startWorker } from '../../src/runner/thread.js'
import { createJob } from '../../src/simulation/job.js'
import { bundleSite, createSiteRunner } from '../../src/simulation/site.js'
import { copySdkSiteUntilEnd } from '../cli/sdk-site.js'
import { webhookEvent } from '../event/arbitraries.js'
import { typed } from '../projects/sdk/envelope/src/typed.js'

/*
 * A handler in a run of ours and one of the real SDK get the same event, the latter as the signed
 * webhook that Wix would post. What each got has to be the same, to the types and the order of keys.
 */

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

const withSdk = definitions.filter(({ sdk }) => sdk !== null)

/** What a handler of the real SDK gets when the signed webhook is processed. */
function createOracle({ sdk }: EventDefinition) {
  const client = createClient({
    auth: AppStrategy({ appId: 'local-app', publicKey: keys.publicKey }),
    modules: { badges, badgesV2, badgeAssignments, members },
  })
  let received: unknown
  const module: unknown = Reflect.get(client, sdk?.module ?? '')
  const register: unknown = Reflect.get(module as object, sdk?.name ?? '')
  ;(register as (handler: (event: unknown) => void) => void)((event) => {
    received = event
  })
  return async (event: EventObject, definition: EventDefinition): Promise<unknown> => {
    const jwt = await signWebhook(toEnvelope(event, definition), {
      privateKey: keys.privateKey,
      issuedAt: new Date(),
    })
    await client.webhooks.process(jwt)
    return received
  }
}

describe.each([
  ['an event extension', 'src/handlers.ts'],
  ['a client of its own', 'src/client-handlers.ts'],
])('the envelope that a handler of %s gets', (_, file) => {
  let deliver: (event: EventObject, definition: EventDefinition) => Promise<unknown>
  let runner: Runner

  beforeAll(async () => {
    const project = findProject(copySdkSiteUntilEnd('envelope'), file)
    const bundle = await bundleSite(project)
    runner = createSiteRunner(
      { project, bundle, cannedAnswers: [] },
      { timeoutMs: 10_000, fresh: false, startThread: startWorker },
    )
    deliver = async (event, definition) => {
      const selection = selectHandlers(definition.webhookType, bundle.exports, undefined, true)
      const [target] = selection.status === 'found' ? selection.targets : []
      if (!target) throw new Error(`no handler of ${definition.key}`)
      const result = await runner.run(createJob({ target, event }, bundle, () => 'new'))
      expect(result.error).toBeUndefined()
      return result.returned
    }
  })
  afterAll(() => runner.close())

  test('is looked at for all events of the SDK', () => {
    expect(withSdk).toHaveLength(10)
  })

  describe.each(withSdk.map((definition) => [definition.key, definition] as const))(
    '%s',
    (key, definition) => {
      test('is that of the real SDK for the shipped fixture', async () => {
        const event = parseEventObject(readFixture(key))
        const expected = typed(await createOracle(definition)(event, definition))
        expect(expected).toMatch(/"eventTime": Date\(\d+\)/)
        expect(await deliver(event, definition)).toBe(expected)
      })

      test('is that of the real SDK for 30 others', async () => {
        const oracle = createOracle(definition)
        await fc.assert(
          fc.asyncProperty(webhookEvent(definition), async (event) => {
            expect(await deliver(event, definition)).toBe(typed(await oracle(event, definition)))
          }),
          { numRuns: 30 },
        )
      }, 60_000)
    },
  )
})
