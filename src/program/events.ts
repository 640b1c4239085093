import type { Command } from 'commander'
import type { Cli } from './cli.js'

export function declareEvents(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('events')
    .summary('list the known events, or explain one')
    .description('List the events that are known, or show all that is known of one.')
    .argument('[event]', 'key, alias, Velo handler or webhook type')
    .option('--schema', 'print the JSON Schema of its event object')
    .addOption(json)
    .action(async (event: string | undefined, options) => {
      const { eventsRun } = await import('../commands/events.js')
      cli.exitCode = await eventsRun({ ...options, event }, context)
    })
}
