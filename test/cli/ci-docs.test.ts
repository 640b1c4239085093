import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { runCli } from './run-cli.js'
import { siteWith } from './site.js'

/** The command lines in the code blocks of a page, without `npx` and comments. */
function commandsOf(page: string): string[] {
  const text = readFileSync(join(packageRoot, page), 'utf8')
  const blocks = [...text.matchAll(/^```(?:sh|yaml)\n([\s\S]*?)^```/gm)].map(
    ([, block = '']) => block,
  )
  return blocks
    .flatMap((block) => [...block.matchAll(/npx badge-events (.*?)(?: +#.*)?$/gm)])
    .map(([, command = '']) => command)
}

test('what the page on continuous integration tells to run does run', async () => {
  const commands = commandsOf('docs/ci.md')
  const site = siteWith('export function wixBadges_onBadgeAssigned() {}\n')
  for (const command of commands) {
    const { exitCode, stderr } = await runCli(command.split(' '), { cwd: site.root })
    expect([command, exitCode, stderr]).toEqual([command, 0, ''])
  }
  expect(commands).toHaveLength(4)
  expect(site.read('junit.xml')).toContain('<testcase name="assigned (built-in) →')
  // The README shows the same workflow.
  expect(commandsOf('README.md')).toContain(commands.at(-1))
})
