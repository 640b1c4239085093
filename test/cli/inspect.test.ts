import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { attachInspector, type InspectorClient } from './inspector-client.js'
import { type RunningCli, startCli } from './run-cli.js'
import { failJson } from './simulate-json.js'
import { siteWith, type TestSite } from './site.js'

const handler = `import { text } from './text'

export async function wixBadges_onBadgeAssigned(event) {
  const found = text + event.data.memberId.length
  return found
}
`

function createDebuggedSite(): TestSite {
  return siteWith(handler, { 'src/backend/text.ts': "export const text: string = 'member '\n" })
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}

async function attach(cli: RunningCli, port: number): Promise<InspectorClient> {
  await cli.waitFor(
    ({ stderr }) => stderr.includes(`waiting for a debugger on 127.0.0.1:${port}`),
    'the debugger port',
  )
  const client = await attachInspector(port)
  onTestFinished(client.close)
  return client
}

describe('a debugger', () => {
  test('stops at the first line of the handler, in the user’s file', async () => {
    const site = createDebuggedSite()
    const port = await freePort()
    const cli = startCli(
      ['simulate', 'assigned', '--inspect-brk', `127.0.0.1:${port}`, '--timeout', '0.01', '--json'],
      { cwd: site.root },
    )
    const client = await attach(cli, port)
    await client.send('Runtime.enable')
    await client.send('Debugger.enable')
    await client.send('Runtime.runIfWaitingForDebugger')

    const isInHandler = ({ callFrames }: Record<string, unknown>): boolean =>
      (callFrames as CallFrame[])[0]?.functionName === 'wixBadges_onBadgeAssigned'
    const paused = await client.event('Debugger.paused', isInHandler)
    const [frame] = paused.callFrames as CallFrame[]
    const script = await client.event(
      'Debugger.scriptParsed',
      ({ scriptId }) => scriptId === frame?.location.scriptId,
    )
    expect(userPlace(script, frame?.location, site)).toEqual(['src/backend/events.js', 3])

    // Longer than the time limit, which does not hold under a debugger.
    await new Promise((resume) => setTimeout(resume, 100))
    await client.send('Debugger.resume')
    const { exitCode, stdout } = await cli.finished
    expect(JSON.parse(stdout)).toMatchObject({ status: 'passed', returned: 'member 36' })
    expect(exitCode).toBe(0)
  })

  test('may attach before the handler runs, without a stop', async () => {
    const site = createDebuggedSite()
    const port = await freePort()
    const cli = startCli(['simulate', 'assigned', '--inspect', String(port), '--json'], {
      cwd: site.root,
    })
    const client = await attach(cli, port)
    expect(cli.stdout).toBe('')
    await client.send('Runtime.runIfWaitingForDebugger')
    const { exitCode, stdout } = await cli.finished
    expect(JSON.parse(stdout)).toMatchObject({ status: 'passed', returned: 'member 36' })
    expect(exitCode).toBe(0)
  })

  test('that never comes can be waited for until Ctrl-C', async () => {
    const site = createDebuggedSite()
    const port = await freePort()
    const cli = startCli(['simulate', 'assigned', '--inspect', String(port)], { cwd: site.root })
    await cli.waitFor(({ stderr }) => stderr.includes('waiting for a debugger'), 'the port')
    cli.interrupt()
    const { exitCode, stderr } = await cli.finished
    expect(stderr).toMatch(/error: Stopped before the end\n$/)
    expect(exitCode).toBe(130)
  })

  test('cannot have a port that is taken', async () => {
    const site = createDebuggedSite()
    const server = createServer()
    onTestFinished(() => void server.close())
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as AddressInfo
    const { exitCode, error } = await failJson(
      ['simulate', 'assigned', '--inspect', `127.0.0.1:${port}`],
      { cwd: site.root },
    )
    expect(exitCode).toBe(3)
    expect(error).toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringContaining(`Cannot listen on 127.0.0.1:${port}`),
      hint: expect.stringContaining(`--inspect ${port + 1}`),
    })
  })
})

interface CallFrame {
  functionName: string
  location: { scriptId: string; lineNumber: number; columnNumber: number }
}

function userPlace(
  { url, sourceMapURL }: Record<string, unknown>,
  location: CallFrame['location'] | undefined,
  { root }: TestSite,
): unknown {
  const folder = dirname(fileURLToPath(String(url)))
  const map = new SourceMap(JSON.parse(readFileSync(resolve(folder, String(sourceMapURL)), 'utf8')))
  const entry = map.findEntry(location?.lineNumber ?? 0, location?.columnNumber ?? 0)
  if (!('originalSource' in entry)) return undefined
  return [resolve(folder, entry.originalSource).slice(root.length + 1), entry.originalLine + 1]
}
