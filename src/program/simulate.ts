import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cli } from './cli.js'
import {
  collect,
  fixtureOption,
  memberShapeOption,
  parseCount,
  parseSeconds,
  parseWhole,
  setOption,
  splitChanges,
  unsetOption,
} from './options.js'

/** What delivers several times. */
const severalFlags = ['duplicate', 'concurrent', 'shuffle', 'allOrders', 'idempotent']

/** What runs or sends one event in a way of its own. */
const alone = ['count', 'watch', 'follow', 'inspect', 'inspectBrk']

export function declareSimulate(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('simulate')
    .summary("run a site's handler with an event")
    .description(
      'Run the handlers of a site or an app with an event, and show what they do.\n\nWix modules are answered by local doubles: nothing is sent and no site is changed.',
    )
    .argument(
      '[events...]',
      'key, alias, handler or webhook type, see `badge-events events`; several are a sequence',
    )
    .optionsGroup('Which event:')
    .addOption(fixtureOption())
    .addOption(setOption())
    .addOption(unsetOption())
    .option('--as-is', "keep the fixture's event id and time instead of new ones")
    .option('--no-validate', 'send the event even when it does not fit the schema')
    .addOption(memberShapeOption())
    .addOption(
      new Option('--api <version>', 'run the v3 or the v4 handler only').choices(['v3', 'v4']),
    )
    .optionsGroup('How it runs:')
    .option('--handler <file>', 'file that exports the handlers, or registers them with the SDK')
    .option('--world <file>', 'members, badges, contacts and collections that the site has')
    .option('--timeout <seconds>', 'time limit of the handler', parseSeconds, 14)
    .option('-n, --count <n>', 'run it this many times, each with its own event id', parseCount)
    .addOption(
      new Option(
        '-w, --watch',
        'run again when a file of the site or the fixture changes',
      ).conflicts(['count', 'inspect', 'inspectBrk']),
    )
    .addOption(
      new Option('--follow', 'also run the events that the handler causes').conflicts([
        'count',
        'watch',
      ]),
    )
    .option('--fresh', 'load the module anew for each event')
    .option('--seed <n>', 'make ids, chance and the clock the same in every run', parseWhole)
    .option('--live-fetch', 'really send what the handler fetches')
    .addOption(
      inspectOption('--inspect [host:port]', 'let a debugger attach, without a time limit'),
    )
    .addOption(
      inspectOption(
        '--inspect-brk [host:port]',
        'the same, and stop at the first line of the handler',
      ),
    )
    .optionsGroup('Twice, at once, out of order, after a failure, as Wix may deliver:')
    .addOption(
      new Option('--duplicate [n]', 'deliver each event again, this many times')
        .argParser(parseCount)
        .preset(1)
        .conflicts(alone),
    )
    .addOption(
      new Option('--concurrent [n]', 'deliver each event this many times at once')
        .argParser(parseCount)
        .preset(2)
        .conflicts(alone),
    )
    .addOption(
      new Option('--shuffle [seed]', 'deliver in another order, the same for the same seed')
        .argParser(parseWhole)
        .conflicts(alone),
    )
    .addOption(
      new Option('--all-orders', 'try every order, show those that end otherwise').conflicts([
        ...alone,
        ...['to', 'shuffle', 'duplicate', 'concurrent', 'fresh'],
      ]),
    )
    .addOption(
      new Option(
        '--idempotent',
        'prove that a second delivery does nothing; with --concurrent, at once',
      ).conflicts([...alone, 'to', 'shuffle', 'duplicate', 'fresh', 'allOrders']),
    )
    .addOption(
      new Option(
        '--like-wix',
        'after a failure deliver again when Wix would, 13 times at most; also with --to',
      ).conflicts([
        ...['count', 'watch', 'follow', 'inspect', 'inspectBrk', 'seed', 'fresh'],
        ...['badSignature', 'expired', 'alg', ...severalFlags],
      ]),
    )
    .addOption(
      new Option(
        '--speed <n>',
        'with --like-wix: pass time so much faster; with --to 3600 without it, an hour in a second',
      ).argParser(parseSpeed),
    )
    .addOption(
      new Option('--fail <call>', 'let calls fail: wix-data.insert:1, fetch:*:timeout (repeatable)')
        .argParser(collect)
        .default([], 'none')
        .conflicts('to'),
    )
    .addOption(
      new Option('--slow <call:ms>', 'let calls take longer: wix-data:800 (repeatable)')
        .argParser(collect)
        .default([], 'none')
        .conflicts('to'),
    )
    .optionsGroup('Posted to a server, instead of run here:')
    .addOption(
      new Option('--to <address>', 'sign the event and post it there, as Wix does').conflicts([
        ...['watch', 'follow', 'inspect', 'inspectBrk', 'world', 'liveFetch', 'handler', 'fresh'],
        // A seed sets the clock too, and a token of that time has expired.
        ...['seed', 'timeout'],
      ]),
    )
    .option('--content-type <type>', 'with --to: content type of the post, none for no such header')
    .addOption(
      new Option('--bad-signature', 'with --to: sign it wrong, as a forger would').conflicts([
        'expired',
        'alg',
      ]),
    )
    .addOption(new Option('--expired', 'with --to: send a token that has expired').conflicts('alg'))
    .addOption(
      new Option('--alg <alg>', 'with --to: not RS256, as a forger would').choices([
        'none',
        'HS256',
      ]),
    )
    .optionsGroup('Kept, and compared:')
    .addOption(
      new Option(
        '--save-test [name]',
        'keep the event as a fixture, with a test of what the handler did',
      )
        // What a test does not have, or what would make it another run.
        .conflicts([
          ...['count', 'watch', 'follow', 'to', 'inspect', 'inspectBrk'],
          ...['world', 'seed', 'liveFetch', 'fail', 'slow'],
          ...['duplicate', 'concurrent', 'shuffle', 'allOrders', 'idempotent', 'likeWix'],
        ]),
    )
    .option('--force', 'with --save-test: replace files that are there')
    .addOption(
      new Option('--all', 'run every handler with every fixture of its event').conflicts([
        ...alone,
        ...[
          'to',
          'fixture',
          'set',
          'unset',
          'memberShape',
          'api',
          'fresh',
          'duplicate',
          'concurrent',
        ],
        ...['shuffle', 'allOrders', 'idempotent', 'likeWix'],
      ]),
    )
    .addOption(
      new Option(
        '--expect <file>',
        'compare what is done with this file, by shape; with --all a folder (implies --as-is)',
      ).conflicts(['count', 'watch', 'to', 'allOrders', 'idempotent', 'likeWix']),
    )
    .option('--update', 'with --expect: write the file')
    .optionsGroup('Output:')
    .addOption(
      new Option('--junit <file>', 'also write a report in JUnit XML').conflicts([
        'watch',
        'to',
        'likeWix',
      ]),
    )
    .addOption(
      new Option('--tap', 'print the results as TAP').conflicts([
        ...['json', 'watch', 'to', 'likeWix'],
      ]),
    )
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events simulate assigned
  $ badge-events simulate assigned -s data.memberId=m-17
  $ badge-events simulate created -f my-badge.json --json
  $ badge-events generate updated | badge-events simulate updated -f -
  $ badge-events simulate assigned --to :3000/webhook
  $ badge-events simulate assigned --to :3000/webhook --like-wix
  $ badge-events simulate --all --expect badge-events/expected
  $ badge-events simulate assigned --idempotent
  $ badge-events simulate created assigned unassigned --all-orders
  $ badge-events simulate assigned -s data.memberId=m-17 --save-test

Exit codes: 0 passed; 1 the handler failed, is not there, or did otherwise than
expected; 2 bad input; 3 a file cannot be written.
`,
    )
    .action(async (events: string[], options) => {
      const { simulateRun } = await import('../commands/simulate.js')
      const { set: changes, unset, asIs, validate, memberShape, ...rest } = options
      const { set, worldSet } = splitChanges(changes)
      const input = { fixture: rest.fixture, set, unset, asIs, validate, memberShape }
      const [event] = events
      cli.exitCode = await simulateRun({ ...rest, worldSet, event, events, input }, context)
    })
}

function inspectOption(flags: string, description: string): Option {
  return new Option(flags, description).preset('127.0.0.1:9229').conflicts('count')
}

function parseSpeed(text: string): number {
  const speed = Number(text)
  if (!(speed > 0 && speed < Number.POSITIVE_INFINITY))
    throw new InvalidArgumentError('It must be a number, more than 0.')
  return speed
}
