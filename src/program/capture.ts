import type { Command } from 'commander'
import type { Cli } from './cli.js'

export function declareCapture(program: Command, cli: Cli): void {
  const { context } = cli
  program
    .command('capture')
    .summary('make a fixture of a delivery')
    .description('Write the event of a delivery as a fixture for `simulate`.')
    .argument('<id>', 'short id or its beginning, event id, last, last~2')
    .option('-o, --output <file>', 'file to write; without it, stdout')
    .option('--scrub', 'put stable fakes in place of what is of a real member')
    .option('--test', 'write a test beside it; without -o, among the fixtures of the site')
    .option('--handler <file>', 'with --test: file that exports the handlers')
    .option('--force', 'replace files that are there')
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events capture last --scrub -o badge-events/fixtures/assigned.json
  $ badge-events capture last --scrub --test
  $ badge-events capture last | badge-events simulate assigned -f -

Exit codes: 0 written, 2 no such delivery, 3 a file cannot be written.`,
    )
    .action(async (id: string, options) => {
      const { captureRun } = await import('../commands/capture.js')
      cli.exitCode = await captureRun({ ...options, id }, context)
    })
}
