import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createIo } from '../../src/output/io.js'
import { createTheme } from '../../src/output/theme.js'
import { runCli } from '../cli/run-cli.js'
import { siteWith } from '../cli/site.js'

function streams(isTTY: boolean): Parameters<typeof createIo>[0] {
  const stream = () => Object.assign(new EventEmitter(), { isTTY, write: () => true })
  return { stdin: stream(), stdout: stream(), stderr: stream() } as unknown as Parameters<
    typeof createIo
  >[0]
}

describe('colour', () => {
  test.each<[string, boolean, Record<string, string>, string[], boolean]>([
    ['a terminal', true, {}, [], true],
    ['no terminal', false, {}, [], false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, [], false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, [], true],
    ['FORCE_COLOR', false, { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, [], false],
    ['--no-color against FORCE_COLOR', true, { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['a dumb terminal', true, { TERM: 'dumb' }, [], false],
  ])('with %s', (_title, isTTY, env, argv, expected) => {
    const io = createIo(streams(isTTY), env, argv)
    expect([io.outColour, io.errColour]).toEqual([expected, expected])
  })

  test('is in the theme only when it is wanted', async () => {
    expect((await createTheme(false)).bad('x')).toBe('x')
    expect((await createTheme(true)).bad('x')).toBe('\u001b[31mx\u001b[39m')
  })

  test.each<[string, Record<string, string>, string[], boolean]>([
    ['a pipe', {}, [], false],
    ['FORCE_COLOR', { FORCE_COLOR: '1' }, [], true],
    ['--no-color', { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['NO_COLOR', { FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    ['--json', { FORCE_COLOR: '1' }, ['--json'], false],
  ])('of a run with %s', async (_title, env, flags, expected) => {
    const { root } = siteWith('export function wixBadges_onBadgeAssigned() { throw Error("no") }')
    const { stdout } = await runCli(['simulate', 'assigned', ...flags], { cwd: root, env })
    expect(stdout.includes('\u001b[')).toBe(expected)
  })
})
