import { describe, expect, test } from 'vitest'
import { arrival } from '../delivery/log/arrivals.js'
import { fill, signedArrival, withLog } from './filled-log.js'
import { runCli } from './run-cli.js'
import { failJson } from './simulate-json.js'
import { createSite, siteWith } from './site.js'

const hour = 3_600_000

describe('show', () => {
  test('shows the event, the request, the token and when it expired', async () => {
    const site = createSite({})
    const old = await signedArrival(
      site,
      { issuedAt: new Date(Date.now() - 4 * hour) },
      { path: '/hook?x=1' },
    )
    const [id = ''] = await fill(site, [old, old])
    const { exitCode, stdout, stderr } = await runCli(['show', 'last'], { cwd: site.root })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toContain(`${id}  assigned`)
    expect(stdout).toContain('POST /hook?x=1')
    expect(stdout).toContain('×2, last')
    expect(stdout).toMatch(/alg +RS256/)
    expect(stdout).toMatch(/exp +[\d-]+ [\d:]+, expired 3 h ago/)
    expect(stdout).toMatch(/content-type: text\/plain/)
    expect(stdout).toContain('"memberId": "0d6c1f7e-8a15-4b0e-9a55-61a3a9c3c001"')
  })

  test('shows every attempt, with what the handlers did', async () => {
    const site = siteWith(
      `export function wixBadges_onBadgeAssigned() { console.log('here'); throw new Error('no') }\n`,
    )
    await fill(site, [arrival()])
    await runCli(['replay', 'last'], { cwd: site.root })
    await withLog(site, (log) =>
      log.record(
        1,
        {
          target: 'http://localhost:3000/',
          at: new Date(),
          outcome: {
            status: 'failed',
            durationMs: 3,
            httpStatus: 404,
            reason: 'answered 404: no\u001b[2J',
          },
        },
        'failed',
      ),
    )
    const { stdout } = await runCli(['show', 'last'], { cwd: site.root })
    expect(stdout).toContain('✗ failed  run')
    expect(stdout).toContain('log  here')
    expect(stdout).toContain('Error: no')
    expect(stdout).toContain('✗ failed 404  http://localhost:3000/')
    expect(stdout).toContain('answered 404: no\\u001b[2J')
  })

  test('knows a delivery by its id, its beginning, its event id, and counted from the last', async () => {
    const site = createSite({})
    const [first = '', second = ''] = await fill(site, [arrival({ eventId: 'e-1' }), arrival()])
    for (const name of [first, first.slice(0, 4), 'e-1', 'last~1']) {
      const { stdout } = await runCli(['show', name, '--json'], { cwd: site.root })
      expect(JSON.parse(stdout)).toMatchObject({ id: first, seq: 1, eventId: 'e-1' })
    }
    const { stdout } = await runCli(['show', 'last', '--json'], { cwd: site.root })
    expect(JSON.parse(stdout)).toMatchObject({ id: second, token: null, attempts: [] })
    const { error } = await failJson(['show', 'zzzzzz'], { cwd: site.root })
    expect(error).toMatchObject({ code: 'DELIVERY_NOT_FOUND', exitCode: 2 })
  })

  test('writes the body byte for byte', async () => {
    const site = createSite({})
    await fill(site, [arrival({ body: Buffer.from('a\r\n\u0000b\u001b\n\n') })])
    const { exitCode, stdout } = await runCli(['show', 'last', '--raw'], { cwd: site.root })
    expect([exitCode, stdout]).toEqual([0, 'a\r\n\u0000b\u001b\n\n'])
  })

  test('prints the event in another form', async () => {
    const site = createSite({})
    const { event } = arrival()
    await fill(site, [arrival(), arrival({ key: null, eventType: 'acme.v1.done' })])
    const velo = await runCli(['show', 'last~1', '--form', 'velo'], { cwd: site.root })
    expect(JSON.parse(velo.stdout)).toMatchObject({ data: event.data })
    const sdk = await runCli(['show', 'last~1', '--form', 'sdk'], { cwd: site.root })
    expect(JSON.parse(sdk.stdout)).toMatchObject({ metadata: { _id: expect.any(String) } })
    const { exitCode, stderr } = await runCli(['show', 'last', '--form', 'domain'], {
      cwd: site.root,
    })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('acme.v1.done is not in the catalog')
  })

  test('escapes what came from outside', async () => {
    const site = createSite({})
    const headers = { 'user-agent': 'x\u001b[31m' }
    await fill(site, [arrival({ headers, path: '/\u001b[2J', eventId: 'e\u0007' })])
    const { stdout } = await runCli(['show', 'last'], { cwd: site.root })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stdout).not.toMatch(/[\u001b\u0007]/)
  })
})
