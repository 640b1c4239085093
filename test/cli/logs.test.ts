import { describe, expect, test } from 'vitest'
import { runCli, startCli } from './run-cli.js'
import { simulateJson } from './simulate-json.js'
import { siteWith } from './site.js'

const handler = `import { refuse } from './refuse'
export async function wixBadges_onBadgeAssigned(event) {
  console.log('got %s of %d', 'one', 2, { deep: { er: [event.metadata.triggeredByAnonymizeRequest] } })
  console.debug('a'); console.info('b'); console.warn('c'); console.error('d')
  console.group('outer'); console.log('inner'); console.groupEnd()
  await refuse().catch((error) => console.error('failed:', error))
  console.trace('here')
}
`
const refuse = `export async function refuse(): Promise<void> {
  await Promise.resolve()
  throw Object.assign(new Error('refused'), { code: 'E_NO' })
}
`

const site = () => siteWith(handler, { 'src/backend/refuse.ts': refuse })

describe('what a handler logs', () => {
  test('keeps its level, its format and its line', async () => {
    const { result } = await simulateJson(['assigned'], { cwd: site().root })
    expect(
      result.logs.slice(0, 7).map(({ level, text, place }) => [level, text, place?.line]),
    ).toEqual([
      ['log', 'got one of 2 { deep: { er: [ false ] } }', 3],
      ['debug', 'a', 4],
      ['info', 'b', 4],
      ['warn', 'c', 4],
      ['error', 'd', 4],
      ['log', 'outer', 5],
      ['log', '  inner', 5],
    ])
  })

  test('shows the stack of an error in the user’s own files', async () => {
    const { result } = await simulateJson(['assigned'], { cwd: site().root })
    const logged = result.logs.find(({ text }) => text.startsWith('failed:'))
    expect(logged?.text).toBe(`failed: Error: refused
    at refuse (src/backend/refuse.ts:3:23)
    at async wixBadges_onBadgeAssigned (src/backend/events.js:6:3) {
  code: 'E_NO'
}`)
    expect(result.logs.at(-1)?.text).toBe(`Trace: here
    at wixBadges_onBadgeAssigned (src/backend/events.js:7:11)`)
  })

  test('is shown to people with nothing of ours in it', async () => {
    const { stdout } = await runCli(['simulate', 'assigned'], { cwd: site().root })
    expect(stdout).toContain('at async wixBadges_onBadgeAssigned (src/backend/events.js:6:3) {')
    expect(stdout).not.toMatch(/file:\/\/|worker\.js|\.mjs|node:internal/)
  })

  test('is shown while the handler runs', async () => {
    const waiting = `export async function wixBadges_onBadgeAssigned() {
  console.log('first')
  console.error('second\\nline')
  setInterval(() => {}, 1000)
  await new Promise(() => {})
}
`
    const cli = startCli(['simulate', 'assigned', '--timeout', '3600'], {
      cwd: siteWith(waiting).root,
    })
    await cli.waitFor(({ stdout }) => stdout.includes('second'), 'the log')
    expect(cli.stdout).toMatch(/\n {4}log {2}first +:2\n {2}error {2}second +:3\n {9}line\n/)
    cli.interrupt()
    await cli.finished
  })

  test('cannot move the cursor, recolour or retitle the terminal', async () => {
    const escapes = '\\u001b[2J\\u001b]0;title\\u0007\\u202e\\r\\u009b31m'
    const nasty = siteWith(`import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned() {
  console.log('${escapes}')
  await wixData.insert('${escapes}', { ['${escapes}']: '${escapes}' })
  throw new Error('${escapes}')
}
`)
    const args = ['simulate', 'assigned', '-s', `data.memberId="${escapes}"`]
    for (const flags of [[], ['-n', '2']]) {
      const { exitCode, stdout, stderr } = await runCli([...args, ...flags], { cwd: nasty.root })
      expect(exitCode).toBe(1)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
      expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/)
      expect(stdout).toContain('\\u001b[2J')
    }
  })
})
