import { type Command, Option } from 'commander'
import type { Cli } from './cli.js'
import { formOption } from './options.js'

export function declareShow(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('show')
    .summary('show all that is known of a delivery')
    .description(
      'Show one delivery: the event, the request, its token, and what each target made of it.',
    )
    .argument('<id>', 'short id or its beginning, event id, last, last~2')
    .addOption(
      new Option('--raw', 'write the body as it came, byte for byte').conflicts(['form', 'json']),
    )
    .addOption(formOption('print the event alone, in this shape').conflicts('json'))
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events show last
  $ badge-events show 4k7 --form velo
  $ badge-events show last~1 --raw > body.jwt

Exit codes: 0 shown, 2 no such delivery, 3 the log cannot be used.`,
    )
    .action(async (id: string, options) => {
      const { showRun } = await import('../commands/show.js')
      cli.exitCode = await showRun({ ...options, id }, context)
    })
}
