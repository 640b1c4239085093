import type { VitestSetup } from '../../commands/vitest-setup.js'
import { terminalText } from '../terminal-text.js'

/** What was made of a run or a delivery. */
export interface SavedTest {
  /** As people write them. */
  fixture: string
  /** Null where no test can be made of the run. */
  test: string | null
  /** Something to know of the test, in one sentence. */
  note: string | null
}

/** What was written, how to run it, and what is to be added before that. */
export function renderSavedTests(saved: readonly SavedTest[], setup: VitestSetup): string {
  const files = saved.flatMap(({ fixture, test }) => [fixture, ...(test === null ? [] : [test])])
  const tests = saved.flatMap(({ test }) => test ?? [])
  const notes = [...new Set(saved.flatMap(({ note }) => note ?? []))]
  const lines = [
    ...files.map((file) => `wrote ${file}`),
    ...notes.map((note) => `! ${note}`),
    ...(tests.length > 0
      ? [...setupLines(setup), `run it: npx vitest run ${tests.map(quoted).join(' ')}`]
      : []),
  ]
  return lines.map((line) => `${terminalText(line)}\n`).join('')
}

function setupLines({ config, hasPlugin, isInstalled }: VitestSetup): string[] {
  return [
    ...(isInstalled
      ? []
      : ['! Vitest is not there yet: npm install --save-dev vitest badge-events']),
    ...(hasPlugin ? [] : pluginLines(config)),
  ]
}

function pluginLines(config: string | null): string[] {
  return config === null
    ? [
        '! Vitest needs the plugin. Put this into vitest.config.js:',
        "  import { wix } from 'badge-events/vitest'",
        '',
        '  export default { plugins: [wix()] }',
      ]
    : [
        `! Vitest needs the plugin. Add it to ${config}:`,
        "  import { wix } from 'badge-events/vitest'",
        '  and wix() to its plugins',
      ]
}

function quoted(file: string): string {
  return /^[\w./@:-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`
}
