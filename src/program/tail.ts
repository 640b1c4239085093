import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from './cli.js'
import {
  eventsOption,
  filterOption,
  forwardOption,
  grepOption,
  parseSeconds,
  publicKeyOption,
} from './options.js'

export function declareTail(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('tail')
    .summary('receive real deliveries, keep them, run or forward them')
    .description(
      'Receive webhooks as Wix delivers them: verify each, keep it in the log, show it, and bring it to your handlers.\n\nWhat was answered with 200 is on disk and reaches its targets, whatever happens to this process.',
    )
    .optionsGroup('Receiving:')
    .option('--host <address>', 'address to listen at (default: 127.0.0.1)')
    .option('-p, --port <n>', 'port to listen at, 0 for any free one (default: 8787)', parsePort)
    .option('--ready-file <file>', 'write the address to a file once it listens')
    .addOption(publicKeyOption())
    .option('--allow-unverified', 'run and forward what nobody can verify without a key')
    .option('--strict', 'refuse events that are not in the catalog')
    .optionsGroup('Targets:')
    .option('--run', "run the site's own handlers, and load them anew on every save")
    .option('--handler <file>', 'file that exports the handlers, or registers them with the SDK')
    .option('--timeout <seconds>', 'time limit of a handler', parseSeconds, 14)
    .option('--world <file>', 'members, badges, contacts and collections that the site has')
    .option('--live-fetch', 'really send what the handler fetches')
    .addOption(forwardOption())
    .option('--forward-timeout <seconds>', 'time an address has to answer', parseSeconds, 30)
    .optionsGroup('What is shown, and brought to the targets; all of it is kept:')
    .addOption(eventsOption())
    .addOption(filterOption())
    .addOption(grepOption())
    .optionsGroup('Output:')
    .option('-v, --verbose', 'show each event, and all that a handler did')
    .option('--heartbeat <seconds>', 'a line of counts, this often', parseSeconds)
    .option(
      '--canary <seconds>',
      'prove the way through the public address, this often',
      parseSeconds,
    )
    .option('--public-url <url>', 'address at which this machine is reached from outside')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events tail --run
  $ badge-events tail --forward-to 3000/webhook --public-key key.pem
  $ badge-events simulate assigned --to http://127.0.0.1:8787

Exit codes: 0 ended with q, 2 bad input, 3 port taken, log unusable or canary
lost, 4 a key that cannot be used, 130 ended with Ctrl-C.`,
    )
    .action(async (options) => {
      const { tailRun } = await import('../commands/tail.js')
      cli.exitCode = await tailRun(options, context)
    })
}

function parsePort(text: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  }
  return port
}
