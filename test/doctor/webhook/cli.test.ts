import { describe, expect, test } from 'vitest'
import { readLocalKey } from '../../../src/delivery/keys/local-key.js'
import { type CliResult, runCli, startCli } from '../../cli/run-cli.js'
import { failJson } from '../../cli/simulate-json.js'
import { createSite, type TestSite } from '../../cli/site.js'
import { closedAddress } from '../../delivery/send/server.js'
import { type Answering, right, sampleOf, startAnswering } from './servers.js'

const doctor = ({ root }: TestSite, ...args: string[]): Promise<CliResult> =>
  runCli(['doctor', ...args], { cwd: root })

const keyOf = (site: TestSite): string => readLocalKey(site.path('.badge-events')).publicKey

async function siteWithServer(answer: (publicKey: string) => Answering) {
  const site = createSite({})
  const url = await startAnswering(keyOf(site), answer(keyOf(site)))
  return { site, url }
}

describe('exit codes', () => {
  test('all is well: not a word on stdout, 0', async () => {
    const { site, url } = await siteWithServer(() => right)
    const { exitCode, stdout, stderr } = await doctor(site, '--url', url)
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: '' })
    expect(stderr).toBe(
      'note: sent 16 deliveries; for those that it accepted, the server ran its handlers\n',
    )
  })

  test('errors: 1; hints: 0, unless they were asked to fail', async () => {
    const hinted = await siteWithServer((publicKey) => sampleOf(publicKey, 'onBadgeAssigned'))
    expect((await doctor(hinted.site, '--url', hinted.url)).exitCode).toBe(0)
    expect((await doctor(hinted.site, '--url', hinted.url, '--fail-on', 'hint')).exitCode).toBe(1)
    const broken = await siteWithServer(() => async () => [404])
    expect((await doctor(broken.site, '--url', broken.url)).exitCode).toBe(1)
  })

  test('nobody listens: 3', async () => {
    const { error } = await failJson(['doctor', '--url', await closedAddress()], {
      cwd: createSite({}).root,
    })
    expect(error).toMatchObject({ code: 'SERVER_UNREACHABLE', exitCode: 3 })
    expect(error.hint).toContain('badge-events keys --base64')
  })

  test.each([
    [['--url', 'ftp://example.com'], 'TARGET_INVALID'],
    [['--url', '3000', '--event', 'assined'], 'EVENT_UNKNOWN'],
    [['--verbose'], 'USAGE_INVALID'],
    [['--event', 'assigned'], 'USAGE_INVALID'],
    [['--url', '3000', '--fix'], 'USAGE_INVALID'],
    [['--url', '3000', '--dry-run'], 'USAGE_INVALID'],
    [['--url', '3000', '--handler', 'events.js'], 'USAGE_INVALID'],
  ])('%j: 2', async (args, code) => {
    const { error } = await failJson(['doctor', ...args], { cwd: createSite({}).root })
    expect(error).toMatchObject({ code, exitCode: 2 })
  })

  test('no site, and so no key: 2', async () => {
    const { error } = await failJson(['doctor', '--url', '3000'], { cwd: '/' })
    expect(error).toMatchObject({ code: 'SITE_NOT_FOUND', exitCode: 2 })
  })

  test('Ctrl-C while the server thinks: 130', async () => {
    const { site, url } = await siteWithServer(() => async () => null)
    const cli = startCli(['doctor', '--url', url], { cwd: site.root })
    await new Promise((resolve) => setTimeout(resolve, 1500))
    cli.interrupt()
    expect((await cli.finished).exitCode).toBe(130)
  })
})

test('a finding and the probes as people see them', async () => {
  const { site, url } = await siteWithServer((publicKey) => {
    const sample = sampleOf(publicKey, 'onBadgeAssigned')
    return (incoming, response) =>
      incoming.contentType === 'text/plain'
        ? sample(incoming, response)
        : sample({ ...incoming, body: '' }, response)
  })
  const { stdout } = await doctor(site, '--url', url, '--verbose')
  const lines = stdout
    .replace(/\s+(?:\d+ ms|[\d.]+ m?s)$/gm, '')
    .replace(/^ {4}\S*docs/gm, '    docs')
  expect(lines).toBe(`\
assigned → ${url}

  · a GET                                      500 Webhook error: Inva…
  ✓ a valid delivery, text/plain               200
  ✗ a valid delivery, no content type          500 Webhook error: Inva…
  ✗ a valid delivery, application/json         500 Webhook error: Inva…
  ✗ a valid delivery, application/jwt          500 Webhook error: Inva…
  ✓ a token with a wrong signature             500 Webhook error: sign…
  ✓ a valid token in JSON quotes               500 Webhook error: Inva…
  ✓ the same delivery again                    200
  ✓ an expired token                           500 Webhook error: "exp…
  ✓ an unsigned token, alg none                500 Webhook error: alg …
  ✓ a token signed with HS256, the public key  500 Webhook error: KeyO…
  ✓ an empty body                              500 Webhook error: Inva…
  ✓ a JSON object                              500 Webhook error: Inva…
  ✓ a text that is no token                    500 Webhook error: Inva…
  · an event that nobody handles               500 Webhook error: Unex…
  ✓ a delivery of 17 KB                        200
  ✓ a valid delivery after all that            200

error  webhook-body-unread
  The body of a valid delivery with no content type, application/json or
  application/jwt does not reach the handler: it gets 500 "Webhook error:
  Invalid Compact JWS". Which content type Wix sends is not documented.
  → Read the body as text, whatever its content type.
    docs/doctor/webhook-body-unread.md

hint  webhook-unhandled-refused
  An event that the server does not handle gets 500 "Webhook error: Unexpected
  event type: wix.badges.v0.badge_doctor_probe. Expected one of:
  wix.badges.v3.badge_badge_assi…": Wix sends it again up to 12 times.
  → Answer 200 to what is signed well and not handled, or subscribe the app to
    what it handles alone.
    docs/doctor/webhook-unhandled-refused.md

1 error, 1 hint
`)
  expect(stdout.split('\n').filter((line) => [...line].length > 80 && !/docs/.test(line))).toEqual(
    [],
  )
})

test('--json is one document, with the probes', async () => {
  const { site, url } = await siteWithServer(() => async () => [201, 'kept'])
  const withPassword = url.replace('//', '//ann:secret@')
  const { exitCode, stdout, stderr } = await doctor(site, '--url', withPassword, '--json')
  expect(exitCode).toBe(1)
  expect(stderr).toBe('')
  const report = JSON.parse(stdout)
  expect(Object.keys(report)).toEqual(['findings', 'summary', 'url', 'event', 'probes'])
  expect(report.url).toBe(url.replace('//', '//ann:***@'))
  expect(report.event).toBe('assigned')
  expect(report.findings).toContainEqual({
    code: 'webhook-status-not-200',
    severity: 'error',
    place: null,
    frame: null,
    args: { status: 201, location: null },
    message: 'The server answers 201: Wix counts only 200, and sends again up to 12 times.',
    todo: 'Answer 200.',
    docs: 'docs/doctor/webhook-status-not-200.md',
  })
  expect(report.probes[1]).toEqual({
    name: 'text-plain',
    title: 'a valid delivery, text/plain',
    expected: 'accept',
    event: 'assigned',
    contentType: 'text/plain',
    bytes: expect.any(Number),
    answer: { status: 'answered', durationMs: expect.any(Number), httpStatus: 201, text: 'kept' },
    verdict: 'wrong',
  })
})

test('what a server answers cannot reach the terminal raw', async () => {
  const { site, url } = await siteWithServer(() => async () => [500, 'a\u001b[2Jb'])
  const { stdout } = await doctor(site, '--url', url, '--verbose')
  expect(stdout).toContain('2Jb')
  expect(stdout).not.toContain('\u001b')
})
