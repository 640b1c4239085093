import type { Command } from 'commander'
import type { Cli } from './cli.js'
import { fixtureOption, formOption, memberShapeOption, setOption, unsetOption } from './options.js'

export function declareGenerate(program: Command, cli: Cli): void {
  const { context } = cli
  program
    .command('generate')
    .summary('print an event')
    .description('Print an event object, ready to be edited and used as a fixture.')
    .argument('<event>', 'key, alias, Velo handler or webhook type')
    .addOption(fixtureOption())
    .addOption(setOption())
    .addOption(unsetOption())
    .option('--as-is', "keep the fixture's event id and time instead of new ones")
    .option('--no-validate', 'print the event even when it does not fit the schema')
    .addOption(memberShapeOption())
    .addOption(formOption('the shape to print; without it, the event object'))
    .action(async (event: string, options) => {
      const { generateRun } = await import('../commands/generate.js')
      cli.exitCode = await generateRun({ event, form: options.form, input: options }, context)
    })
}
