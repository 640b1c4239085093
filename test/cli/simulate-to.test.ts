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

  test.each([
    ['--watch', '-w, --watch'],
    ['--follow', '--follow'],
    ['--inspect', '--inspect [host:port]'],
    ['--inspect-brk', '--inspect-brk [host:port]'],
    ['--world w.json', '--world <file>'],
    ['--live-fetch', '--live-fetch'],
    ['--handler events.js', '--handler <file>'],
    ['--fresh', '--fresh'],
    ['--seed 1', '--seed <n>'],
    ['--timeout 3', '--timeout <seconds>'],
  ])('refuses %s, which has no meaning with it', async (flag, name) => {
    const args = ['simulate', 'assigned', '--to', '3000', ...flag.split(' ')]
    const { exitCode, stderr } = await runCli(args, { cwd: createSite({}).root })
    expect(stderr).toContain(`'--to <address>' cannot be used with option '${name}'`)
    expect(exitCode).toBe(2)
  })

  test.each(['--bad-signature', '--expired', '--alg none', '--content-type none'])(
    'is missing where %s is given without it',
    async (flag) => {
      const { error } = await failJson(['simulate', 'assigned', ...flag.split(' ')], {
        cwd: createSite({}).root,
      })
      expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
      expect(error.message).toContain('--to')
    },
  )

  test.each([
    ['--set world.member.nickname=Ann', 'runs none'],
    ['--content-type é', 'content type'],
  ])('refuses %s', async (flag, words) => {
    const { error } = await failJson(['simulate', 'assigned', '--to', '3000', ...flag.split(' ')], {
      cwd: createSite({}).root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
    expect(error.message).toContain(words)
  })

  test('sends the version of an event that --api picks', async () => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const args = ['simulate', 'created', '--to', server.url, '--json']
    const eventOf = async (more: string[]) => {
      const { stdout } = await runCli([...args, ...more], { cwd: site.root })
      return readLines<{ event: string }>(stdout).map(({ event }) => event)
    }
    expect(await eventOf([])).toEqual(['created'])
    expect(await eventOf(['--api', 'v4'])).toEqual(['created-v4'])
    const { error } = await failJson(['simulate', 'assigned', '--to', server.url, '--api', 'v4'], {
      cwd: site.root,
    })
    expect(error.code).toBe('USAGE_INVALID')
  })

  test('sends the event that is given, changed as the flags say', async () => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const { stdout } = await runCli(['generate', 'assigned'], { cwd: site.root })
    const { exitCode } = await runCli(
      ['simulate', 'assigned', '-f', '-', '-s', 'data.memberId=ann', '--to', server.url],
      { cwd: site.root, stdin: stdout },
    )
    expect(exitCode).toBe(0)
    expect(server.events).toMatchObject([{ data: { memberId: 'ann' } }])
  })

  test('sends the same token again and again with --as-is -n, as Wix resends', async () => {
    const site = createSite({})
    const stdin = (await runCli(['generate', 'assigned', '--form', 'webhook'], { cwd: site.root }))
      .stdout
    const server = await startSdkServer(keyOf(site))
    const args = ['simulate', '-f', '-', '--as-is', '-n', '2', '--to', server.url]
    const { stdout } = await runCli(args, { cwd: site.root, stdin })
    expect(stdout).toContain('✓ 2 of 2 deliveries ended as they should')
    expect(server.bodies.map(String)).toEqual([stdin.trim(), stdin.trim()])
  })

  test('works outside of a site, and says why no server trusts it', async () => {
    const site = createSite({})
    const server = await startSdkServer(keyOf(site))
    const { exitCode, stdout, stderr } = await runCli(
      ['simulate', 'assigned', '--to', server.url],
      { cwd: '/' },
    )
    expect(stdout).toContain('✗ answered 401: Wix counts only 200')
    expect(stderr).toContain('a key of the moment')
    expect(exitCode).toBe(1)
  })

  test('stops at a server that is not there', async () => {
    const args = ['simulate', 'assigned', '--to', 'http://127.0.0.1:9/', '-n', '5']
    const { exitCode, stdout } = await runCli(args, { cwd: createSite({}).root })
    expect(stdout).toContain('✗ 0 of 5 deliveries ended as they should, stopped after 1')
    expect(exitCode).toBe(1)
  })

  test('shows no control characters of an answer', async () => {
    const url = await startHttp((_body, respond) => respond(400, '\u001b[2Jgone\nsecond'))
    const args = ['simulate', 'assigned', '--to', url]
    const { stdout, stderr } = await runCli(args, { cwd: createSite({}).root })
    expect(stdout).toContain('  \\u001b[2Jgone\n')
    expect(stdout).not.toContain('second')
    expect(stderr).toContain('`badge-events keys`')
  })
})

describe('simulate --to with several deliveries', () => {
  const server = async () => {
    const site = createSite({})
    return { site, server: await startSdkServer(keyOf(site)) }
  }
  const eventIn = (body: Buffer) => {
    const { payload } = decodeJwt(body.toString('utf8'))
    const { data, eventType } = JSON.parse(String(payload.data)) as Record<string, string>
    return { eventType, domain: JSON.parse(String(data)) as Record<string, unknown> }
  }

  test('posts a sequence as one story', async () => {
    const { site, server: sdk } = await server()
    const events = ['created-v4', 'assigned', 'unassigned', 'deleted-v4']
    const args = ['simulate', ...events, '-s', 'data.memberId=ann', '--to', sdk.url]
    const { exitCode, stdout } = await runCli(args, { cwd: site.root })
    expect(stdout).toContain('created-v4 assigned unassigned deleted-v4 → http://')
    expect(stdout).toContain('2 of 4  assigned')
    expect(exitCode).toBe(0)
    const posted = sdk.bodies.map(eventIn)
    expect(new Set(posted.map(({ domain }) => domain.entityId)).size).toBe(1)
    expect(new Set(posted.map(({ domain }) => domain.id)).size).toBe(4)
    expect(posted[1]?.domain).toMatchObject({ actionEvent: { body: { memberId: 'ann' } } })
  })

  test('posts the same token again, also at the same time', async () => {
    const { site, server: sdk } = await server()
    const args = ['simulate', 'assigned', '--duplicate', '--concurrent', '--to', sdk.url]
    expect((await runCli(args, { cwd: site.root })).exitCode).toBe(0)
    expect(sdk.bodies).toHaveLength(4)
    expect(new Set(sdk.bodies.map(String)).size).toBe(1)
  })

  test('mixes in the same way for the same seed', async () => {
    const { site, server: sdk } = await server()
    const args = ['simulate', 'assigned', 'unassigned', '--shuffle', '7', '--to', sdk.url]
    await runCli(args, { cwd: site.root })
    const { stderr } = await runCli(args, { cwd: site.root })
    const types = sdk.bodies.map((body) => eventIn(body).eventType)
    expect(types.slice(0, 2)).toEqual(types.slice(2))
    expect(types[0]).toContain('unassigned')
    expect(stderr).toContain('--shuffle 7 gives the same order again')
  })
})

describe('tail --forward-to', () => {
  // A process for each event, one after another.
  test('passes on byte for byte, and the real SDK takes it', { timeout: 60_000 }, async () => {
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
