import { type Command, Option } from 'commander'
import type { Cli } from './cli.js'
import {
  collect,
  eventsOption,
  filterOption,
  forwardOption,
  grepOption,
  parseSeconds,
  sinceOption,
} from './options.js'

export function declareReplay(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('replay')
    .summary('run or forward deliveries once more')
    .description(
      'Bring deliveries of the log to your handlers or to an address once more, in the order of arrival and one at a time.\n\nWhat becomes of each is written to the log.',
    )
    .argument('[ids...]', 'short ids or their beginnings, event ids, last, last~2')
    .optionsGroup('Which deliveries:')
    .addOption(sinceOption())
    .addOption(eventsOption())
    .option('--failed', 'those that a target refused for good; to that target by default')
    .addOption(filterOption())
    .addOption(grepOption())
    .option('--allow-unverified', 'also those whose sender nobody knows')
    .optionsGroup('Where to:')
    .option('--run', "the site's events.js (default where there is one)")
    .option('--handler <file>', 'file that exports the handlers, or registers them with the SDK')
    .option('--timeout <seconds>', 'time limit of a handler', parseSeconds, 14)
    .option('--world <file>', 'members, badges, contacts and collections that the site has')
    .option('--live-fetch', 'really send what the handler fetches')
    .addOption(forwardOption())
    .option('--forward-timeout <seconds>', 'time an address has to answer', parseSeconds, 30)
    .optionsGroup('What is sent:')
    .addOption(
      new Option('--re-sign', 'sign it anew with the local key, see `badge-events keys`').conflicts(
        'asIs',
      ),
    )
    .option('--as-is', 'send a token although it has expired')
    .addOption(
      new Option('-s, --set <path=value>', 'change a field: data.memberId=… (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .optionsGroup('Output:')
    .option('--dry-run', 'list what would be replayed, and do nothing')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events replay last
  $ badge-events replay --failed
  $ badge-events replay --since 2h --forward-to 3000/webhook --re-sign

Exit codes: 0 all went well, 1 a target failed, 2 bad input, 3 the log cannot
be used, 4 a token that has expired, 130 ended with Ctrl-C.`,
    )
    .action(async (ids: string[], options) => {
      const { replayRun } = await import('../commands/replay.js')
      cli.exitCode = await replayRun({ ...options, ids }, context)
    })
}
