import { type Command, Option } from 'commander'
import type { Cli } from './cli.js'

export function declareInit(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('init')
    .summary('write the handlers that a site lacks')
    .description(
      'Write the handlers of badge events that a site lacks, and the files that badge-events keeps there.\n\nWhat is there stays as it is: existing code keeps every byte, nothing is overwritten.',
    )
    .argument('[dir]', 'folder of the site', '.')
    .option('--events <names>', 'only these, with commas between: assigned,created')
    .addOption(
      new Option('--api <version>', 'handlers of the v3 or the v4 API only').choices(['v3', 'v4']),
    )
    .option('--fixtures', 'also write the events as fixtures to edit')
    .option('--dry-run', 'show what would change as a diff, and write nothing')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events init
  $ badge-events init --events assigned,unassigned
  $ badge-events init --dry-run | git apply

Exit codes: 0 done, 2 bad input or code that cannot be read, 3 a file cannot be read or written.`,
    )
    .action(async (dir: string, options) => {
      const { initRun } = await import('../commands/init.js')
      cli.exitCode = await initRun({ ...options, dir }, context)
    })
}
