import { describe, expect, test } from 'vitest'
import { definitions } from '../../src/catalog/index.js'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { decodeJwt } from '../../src/event/jwt.js'
import { runCli } from './run-cli.js'
import { startHttp, startSdkServer } from './sdk-server.js'
import { failJson, readLines } from './simulate-json.js'
import { createSite, type TestSite } from './site.js'
import { startTail } from './tail.js'

const keyOf = (site: TestSite): string => readLocalKey(site.path('.badge-events')).publicKey
const withSdk = definitions.filter(({ sdk }) => sdk !== null).map(({ key }) => key)

describe('simulate --to', () => {
  test.each(withSdk)('sends %s so that the real SDK takes it', async (key) => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const { exitCode, stdout } = await runCli(['simulate', key, '--to', server.url], {
      cwd: site.root,
    })
    expect(stdout).toContain('✓ accepted with 200')
    expect(exitCode).toBe(0)
    expect(server.events).toHaveLength(1)
  })

  test.each([
    ['--bad-signature', 'with a signature that does not fit'],
    ['--expired', 'expired 1 h ago'],
    ['--alg none', 'unsigned: alg none'],
    ['--alg HS256', 'signed with HS256, the public key as its secret'],
  ])('%s is refused by the real SDK, and that is right', async (flags, words) => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const args = ['simulate', 'assigned', '--to', server.url, ...flags.split(' ')]
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(stdout).toContain(words)
    expect(stdout).toContain('✓ refused with 401: right')
    expect(exitCode).toBe(0)
    expect(server.events).toEqual([])
    expect(server.bodies).toHaveLength(1)
  })

  test('tells of a server that takes a forged delivery', async () => {
    const url = await startHttp((_body, respond) => respond(200))
    const args = ['simulate', 'assigned', '--to', url, '--alg', 'none']
    const { exitCode, stdout } = await runCli(args, { cwd: createSite({}).root })
    expect(stdout).toContain('your server accepted a forged delivery with 200')
    expect(exitCode).toBe(1)
  })

  test.each<[string, (respond: (status: number, text?: string) => void) => void, RegExp]>([
    ['another status', (respond) => respond(204), /204.*only 200/],
    ['an error', (respond) => respond(500, 'boom\nat line 3'), /500[\s\S]*boom/],
    ['a late answer', (respond) => void setTimeout(respond, 1400, 200), /1\.\d+ s.*1,250 ms/],
  ])('says why Wix would send it again after %s', async (_title, answer, words) => {
    const url = await startHttp((_body, respond) => answer(respond))
    const args = ['simulate', 'assigned', '--to', url]
    const { exitCode, stdout } = await runCli(args, { cwd: createSite({}).root })
    expect(stdout).toMatch(words)
    expect(stdout).toContain('Wix would send it again in 1 min')
    expect(exitCode).toBe(1)
  })

  test('says when nothing listens', async () => {
    const args = ['simulate', 'assigned', '--to', 'http://127.0.0.1:9/']
    const { exitCode, stdout } = await runCli(args, { cwd: createSite({}).root })
    expect(stdout).toContain('nothing listens on 127.0.0.1:9')
    expect(exitCode).toBe(1)
  })

  test('sends each of several with an id of its own', async () => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const args = ['simulate', 'assigned', '--to', server.url, '-n', '3', '--json']
    const { stdout } = await runCli(args, { cwd: site.root })
    const sent = readLines<{ eventId: string; verdict: { status: string } }>(stdout)
    expect(sent.map(({ verdict }) => verdict.status)).toEqual(['passed', 'passed', 'passed'])
    expect(new Set(sent.map(({ eventId }) => eventId)).size).toBe(3)
  })

  test('sends a token that is given as it is, byte for byte', async () => {
    const site = createSite({})
    const { stdout } = await runCli(['generate', 'assigned', '--form', 'webhook'], {
      cwd: site.root,
    })
    site.write('token.jwt', stdout)
    const server = await startSdkServer(keyOf(site))
    const args = ['simulate', '-f', 'token.jwt', '--as-is', '--to', server.url]
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    expect(server.bodies.map(String)).toEqual([stdout.trim()])
  })

  test('refuses an address that is none', async () => {
    const { error } = await failJson(['simulate', 'assigned', '--to', 'ftp://example.com'], {
      cwd: createSite({}).root,
    })
    expect(error).toMatchObject({ code: 'TARGET_INVALID', exitCode: 2 })
  })

  test('refuses flags that have no meaning with it', async () => {
    const args = ['simulate', 'assigned', '--to', '3000', '--watch']
    const { exitCode, stderr } = await runCli(args, { cwd: createSite({}).root })
    expect(stderr).toContain("'--to <address>' cannot be used with option '-w, --watch'")
    expect(exitCode).toBe(2)
  })
})

describe('tail --forward-to', () => {
  test('passes on byte for byte, and the real SDK takes it', async () => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const tail = await startTail(['--forward-to', server.url], { cwd: site.root })
    for (const key of withSdk) {
      const { exitCode } = await runCli(['simulate', key, '--to', tail.url], { cwd: site.root })
      expect(exitCode).toBe(0)
    }
    const outcomes = await tail.until('outcome', withSdk.length)
    expect(outcomes.map(({ state }) => state)).toEqual(withSdk.map(() => 'delivered'))
    const arrivals = tail.documents('delivery') as { delivery: { eventId: string } }[]
    const forwarded = server.bodies.map((body) => {
      const { payload } = decodeJwt(body.toString('utf8'))
      const { data } = JSON.parse(String(payload.data)) as { data: string }
      return (JSON.parse(data) as { id: string }).id
    })
    expect(forwarded).toEqual(arrivals.map(({ delivery }) => delivery.eventId))
    expect(server.events).toHaveLength(withSdk.length)
    tail.interrupt()
    expect((await tail.finished).exitCode).toBe(130)
  })
})
