import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { closedAddress, startServer } from '../delivery/send/server.js'
import { runCli, startCli } from './run-cli.js'
import { startHttp, startSdkServer } from './sdk-server.js'
import { failJson, readLines } from './simulate-json.js'
import { createSite } from './site.js'

const minuteMs = 60_000

interface LadderLine {
  type: 'attempt' | 'end'
  number?: number
  virtualMs: number
  nextMs?: number | null
  status: string
  eventId: string
  attempts?: number
  result?: { status: string; httpStatus?: number; durationMs: number; reason?: string }
}

const ladder = (url: string, ...more: string[]): string[] => [
  ...['simulate', 'assigned', '--to', url, '--like-wix'],
  ...(more.includes('--speed') ? [] : ['--speed', '1e7']),
  ...more,
]

/** Answers with each of these once, then with the last of them. */
function answering(...statuses: number[]) {
  const bodies: string[] = []
  const url = startHttp((body, respond) => {
    bodies.push(body.toString('utf8'))
    respond(statuses[Math.min(bodies.length, statuses.length) - 1] ?? 200, 'said')
  })
  return { url, bodies }
}

describe('simulate --to --like-wix', () => {
  test('sends once what is accepted', async () => {
    const site = createSite({})
    const server = await startSdkServer(readLocalKey(site.path('.badge-events')).publicKey)
    const { exitCode, stdout, stderr } = await runCli(ladder(server.url), { cwd: site.root })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^ {3}1 {2}\+0:00 {9}✓ 200 {2}ok .*s$/m)
    expect(stdout).toContain('✓ accepted at the first delivery: nothing to send again\n')
    expect(server.events).toHaveLength(1)
  })

  test('sends the same token again until it is accepted', async () => {
    const { url, bodies } = answering(500, 401, 204, 404, 200)
    const { exitCode, stdout, stderr } = await runCli(ladder(await url), {
      cwd: createSite({}).root,
    })
    expect([exitCode, stderr]).toEqual([0, ''])
    expect(bodies).toHaveLength(5)
    expect(new Set(bodies).size).toBe(1)
    const shown = stdout.split('\n').filter((line) => /^ {2,3}\d/.test(line))
    expect(shown.map((line) => line.slice(0, 27).trimEnd())).toEqual([
      '   1  +0:00         ✗ 500',
      '   2  +1 min        ✗ 401',
      '   3  +11 min       ✗ 204',
      '   4  +1 h 11 min   ✗ 404',
      '   5  +3 h 11 min   ✓ 200',
    ])
    expect(stdout).toContain(
      '✓ accepted in the end: Wix would have delivered this 5 times over 3 h 11 min\n',
    )
    expect(stdout).toContain('! Delivery 3 was answered 204. Wix does not count that')
  })

  test('gives up after 13', async () => {
    const { url, bodies } = answering(500)
    const { exitCode, stdout, stderr } = await runCli(ladder(await url), {
      cwd: createSite({}).root,
    })
    expect(exitCode).toBe(1)
    expect(bodies).toHaveLength(13)
    expect(stdout).toMatch(/^ {2}13 {2}\+47 h 11 min {2}✗ 500 {2}said/m)
    expect(stdout.replaceAll('\n  ', ' ')).toContain(
      '✗ your endpoint answered 500: Wix would have delivered this 13 times over 47 h 11 min',
    )
    expect(stderr).toContain('`badge-events keys`')
    expect(stdout.split('\n').every((line) => line.length <= 80)).toBe(true)
  })

  test('does not doubt the key after an answer that has nothing to do with it', async () => {
    const { url } = answering(500, 404)
    const { stderr } = await runCli(ladder(await url), { cwd: createSite({}).root })
    expect(stderr).toBe('')
  })

  test('does not count a 200 that is late, and says that the event is handled again', async () => {
    let count = 0
    const url = await startHttp((_body, respond) => {
      count += 1
      setTimeout(respond, count === 1 ? 1400 : 0, 200)
    })
    const { exitCode, stdout } = await runCli(ladder(url), { cwd: createSite({}).root })
    expect(exitCode).toBe(0)
    expect(count).toBe(2)
    expect(stdout).toMatch(/^ {3}1 .*✗ 200, too late +1\.\d s$/m)
    expect(stdout).toMatch(/The first delivery was answered 200, but after 1\.\d s\./)
    expect(stdout.replaceAll('\n  ', ' ')).toContain('handles the same event again')
  })

  test('goes on where nothing listens, and finds a server that comes up', async () => {
    const url = await closedAddress()
    const { port } = new URL(url)
    const args = ladder(`${url}webhook`, '--speed', '720000')
    const cli = startCli(args, { cwd: createSite({}).root })
    await cli.waitFor(({ stdout }) => stdout.includes('  3  +11 min'), 'the third delivery')
    const { requests } = await startServer((_request, response) => response.end(), Number(port))
    const { exitCode, stdout, stderr } = await cli.finished
    expect(exitCode).toBe(0)
    expect(requests).toHaveLength(1)
    expect(stdout).toContain(`✗ nothing listens on 127.0.0.1:${port}`)
    expect(stdout).toContain('✓ accepted in the end: Wix would have delivered this')
    expect(stderr.replaceAll(/\n */g, ' ')).toContain('Wix would go on, and so does this')
  })

  test('ends with what was seen when it is stopped', async () => {
    const { url } = answering(404)
    const cli = startCli(ladder(await url, '--speed', '600'), { cwd: createSite({}).root })
    await cli.waitFor(({ stdout }) => stdout.includes('  2  +1 min'), 'the second delivery')
    cli.interrupt()
    const { exitCode, stdout, stderr } = await cli.finished
    expect(exitCode).toBe(130)
    expect(stderr).not.toContain('error:')
    expect(stdout.replaceAll('\n  ', ' ')).toContain(
      '✗ stopped after 2 deliveries over 1 min, none accepted; Wix would deliver again 10 min later\n',
    )
  })

  test('does not show the delivery that Ctrl-C cut off', async () => {
    const server = createServer(() => cli.interrupt())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.close()
      server.closeAllConnections()
    })
    const { port } = server.address() as AddressInfo
    const cli = startCli(ladder(`http://127.0.0.1:${port}/`, '--json'), {
      cwd: createSite({}).root,
    })
    const { exitCode, stdout } = await cli.finished
    expect(exitCode).toBe(130)
    expect(readLines<LadderLine>(stdout)).toMatchObject([
      { type: 'end', status: 'interrupted', attempts: 0 },
    ])
  })

  test('prints a document for each delivery, and one at the end', async () => {
    const { url } = answering(500, 500, 200)
    const address = await url
    const { exitCode, stdout, stderr } = await runCli(ladder(address, '--json'), {
      cwd: createSite({}).root,
    })
    expect([exitCode, stderr]).toEqual([0, ''])
    const lines = readLines<LadderLine>(stdout)
    const [{ eventId } = { eventId: '' }] = lines
    const always = { event: 'assigned', eventId, url: address }
    expect(lines).toEqual([
      ...[
        [1, 0, minuteMs],
        [2, minuteMs, 10 * minuteMs],
      ].map(([number, virtualMs, nextMs]) => ({
        ...{ type: 'attempt', at: expect.any(String), number, virtualMs, nextMs, ...always },
        status: 'failed',
        result: {
          ...{ status: 'refused', httpStatus: 500, durationMs: expect.any(Number) },
          ...{ reason: 'answered 500: Wix counts only 200', responseText: 'said' },
        },
      })),
      {
        ...{ type: 'attempt', at: expect.any(String), number: 3, virtualMs: 11 * minuteMs },
        ...{ nextMs: null, ...always, status: 'accepted' },
        result: {
          ...{ status: 'accepted', httpStatus: 200, durationMs: expect.any(Number) },
          responseText: 'said',
        },
      },
      { type: 'end', status: 'accepted', attempts: 3, virtualMs: 11 * minuteMs, ...always },
    ])
  })

  test('sends a given token again byte for byte', async () => {
    const site = createSite({})
    const stdin = (await runCli(['generate', 'assigned', '--form', 'webhook'], { cwd: site.root }))
      .stdout
    const { url, bodies } = answering(500, 200)
    const args = [
      'simulate',
      '-f',
      '-',
      '--as-is',
      '--to',
      await url,
      '--like-wix',
      '--speed',
      '1e7',
    ]
    expect((await runCli(args, { cwd: site.root, stdin })).exitCode).toBe(0)
    expect(bodies).toEqual([stdin.trim(), stdin.trim()])
  })

  test.each([
    ['-n 2', '-n, --count <n>'],
    ['--bad-signature', '--bad-signature'],
    ['--expired', '--expired'],
    ['--alg none', '--alg <alg>'],
  ])('refuses %s, which has no meaning with it', async (flag, name) => {
    const args = [...ladder('3000'), ...flag.split(' ')]
    const { exitCode, stderr } = await runCli(args, { cwd: createSite({}).root })
    expect(stderr).toContain(`'--like-wix' cannot be used with option '${name}'`)
    expect(exitCode).toBe(2)
  })

  test.each(['0', '-1', 'fast', 'Infinity'])('refuses a speed of %s', async (speed) => {
    const args = ladder('3000', '--speed', speed)
    const { exitCode, stderr } = await runCli(args, { cwd: createSite({}).root })
    expect(stderr).toContain('It must be a number, more than 0.')
    expect(exitCode).toBe(2)
  })

  test.each([
    [['--speed', '2'], '--like-wix'],
    [['--to', '3000', '--speed', '2'], '--like-wix'],
  ])('is missing where %s is given', async (flags, missing) => {
    const { error } = await failJson(['simulate', 'assigned', ...flags], {
      cwd: createSite({}).root,
    })
    expect(error).toMatchObject({ code: 'USAGE_INVALID', exitCode: 2 })
    expect(error.message).toContain(missing)
  })
})
