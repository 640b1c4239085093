import { Command, InvalidArgumentError, Option } from 'commander'
import type { Context } from './context.js'
import { version } from './version.js'

export interface Program {
  /** Runs one command line. Resolves to the exit code; rejects with what went wrong. */
  run(argv: readonly string[]): Promise<number>
}

/** The tree of commands: declarations only, a command's code is loaded when it runs. */
export function createProgram(context: Context): Program {
  let exitCode = 0
  let inJson = false
  const { io } = context
  const json = new Option('--json', 'print the result as JSON')

  const program = new Command('badge-events')
    .description('Run, receive and test Wix badge event handlers on your own machine.')
    .version(version, '-v, --version')
    .option('--no-color', 'print without colours')
    .helpCommand('help [command]', 'show help for a command')
    // -v is the version before a command and verbose after some.
    .enablePositionalOptions()
    .showHelpAfterError('badge-events --help shows the commands.')
    .exitOverride()
    .configureOutput({
      writeOut: io.out,
      // In JSON mode main prints the one JSON document that describes the error.
      writeErr: (text) => (inJson ? undefined : io.err(text)),
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
    })
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events init                         write the handlers that a site lacks
  $ badge-events simulate assigned            run your handler with a realistic event
  $ badge-events simulate created --watch     again on every save
  $ badge-events events                       all events, and the handlers Wix calls
  $ badge-events generate assigned > my.json  a fixture to edit
`,
    )

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
      const { initRun } = await import('./commands/init.js')
      exitCode = await initRun({ ...options, dir }, context)
    })

  program
    .command('simulate')
    .summary("run a site's handler with an event")
    .description(
      "Run the handler of a site's events.js with an event, and show what it does.\n\nWix modules are answered by local doubles: nothing is sent and no site is changed.",
    )
    .argument('[event]', 'key, alias, Velo handler or webhook type; see `badge-events events`')
    .addOption(fixtureOption())
    .addOption(setOption())
    .addOption(unsetOption())
    .option('--as-is', "keep the fixture's event id and time instead of new ones")
    .option('--no-validate', 'send the event even when it does not fit the schema')
    .option('--handler <file>', 'file that exports the handlers')
    .addOption(
      new Option('--api <version>', 'run the v3 or the v4 handler only').choices(['v3', 'v4']),
    )
    .addOption(memberShapeOption())
    .option('-n, --count <n>', 'run it this many times, each with its own event id', parseCount)
    .option('--fresh', 'load the module anew for each event')
    .option('--timeout <seconds>', 'time limit of the handler', parseSeconds, 14)
    .option('--world <file>', 'members, badges, contacts and collections that the site has')
    .option('--seed <n>', 'make ids, chance and the clock the same in every run', parseWhole)
    .addOption(
      new Option('--follow', 'also run the events that the handler causes').conflicts([
        'count',
        'watch',
      ]),
    )
    .option('--live-fetch', 'really send what the handler fetches')
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
    .addOption(
      new Option(
        '-w, --watch',
        'run again when a file of the site or the fixture changes',
      ).conflicts(['count', 'inspect', 'inspectBrk']),
    )
    .addOption(
      inspectOption('--inspect [host:port]', 'let a debugger attach, without a time limit'),
    )
    .addOption(
      inspectOption(
        '--inspect-brk [host:port]',
        'the same, and stop at the first line of the handler',
      ),
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

Exit codes: 0 passed, 1 the handler failed or is not there, 2 bad input.
`,
    )
    .action(async (event: string | undefined, options) => {
      const { simulateRun } = await import('./commands/simulate.js')
      const { set: changes, unset, asIs, validate, memberShape, ...rest } = options
      const { set, worldSet } = splitChanges(changes)
      const input = { fixture: rest.fixture, set, unset, asIs, validate, memberShape }
      exitCode = await simulateRun({ ...rest, worldSet, event, input }, context)
    })

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
    .option('--run', "run the site's events.js, and load it anew on every save")
    .option('--handler <file>', 'file that exports the handlers')
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
      const { tailRun } = await import('./commands/tail.js')
      exitCode = await tailRun(options, context)
    })

  const log = program
    .command('log')
    .summary('list what was received')
    .description(
      'List the deliveries that `tail` has kept, newest last: when, its id, which event, about whom, whether its signature was verified, and how far it is on its way to each target.',
    )
    .addOption(sinceOption())
    .addOption(eventsOption())
    .option('--failed', 'only those that a target refused for good')
    .addOption(filterOption())
    .addOption(grepOption())
    .addOption(
      new Option('--refused', 'list what was refused instead, and why').conflicts([
        ...['events', 'failed', 'grep', 'follow'],
      ]),
    )
    .addOption(
      new Option('-n, --limit <n>', 'show the last n; all shows all of them')
        .argParser(parseLimit)
        .default(20),
    )
    .option('-f, --follow', 'go on with what other processes receive, until Ctrl-C')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events log --since 2h --events assigned
  $ badge-events log --grep ff20c02e -n all --json
  $ badge-events log --failed

Exit codes: 0 listed, 2 bad input or no site here, 3 the log cannot be used,
130 ended with Ctrl-C.`,
    )
    .action(async (options) => {
      const { logRun } = await import('./commands/log.js')
      exitCode = await logRun(options, context)
    })

  log
    .command('prune')
    .summary('remove old deliveries')
    .description(
      'Remove what was received before a time. What still waits for a target stays.\n\nThe file gets smaller with it.',
    )
    .requiredOption('--older-than <time>', 'an age (30d, 12h) or a date')
    .option('--dry-run', 'say what would be removed, and remove nothing')
    .addOption(json)
    .action(async (options) => {
      const { logPruneRun } = await import('./commands/log-prune.js')
      exitCode = await logPruneRun(options, context)
    })

  log
    .command('export')
    .summary('write deliveries as NDJSON')
    .description(
      'Write deliveries as NDJSON, oldest first and with their bodies in base64, for `log import` elsewhere.\n\nThe file holds data of real members.',
    )
    .option('-o, --output <file>', 'file to write; without it, stdout')
    .option('--force', 'replace a file that is there')
    .addOption(sinceOption())
    .addOption(eventsOption())
    .option('--failed', 'only those that a target refused for good')
    .addOption(filterOption())
    .addOption(grepOption())
    .action(async (options) => {
      const { logExportRun } = await import('./commands/log-export.js')
      exitCode = await logExportRun(options, context)
    })

  log
    .command('import')
    .summary('read deliveries that were exported')
    .description(
      'Add the deliveries of an export to the log. Each signature is checked again with the keys of this site; what is here already is left as it is.\n\nA file with a bad line is not read at all. Nothing is run or forwarded: `replay` does that.',
    )
    .argument('<file>', 'the export; - reads stdin')
    .addOption(publicKeyOption())
    .addOption(json)
    .action(async (file: string, options) => {
      const { logImportRun } = await import('./commands/log-import.js')
      exitCode = await logImportRun({ ...options, file }, context)
    })

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
      const { showRun } = await import('./commands/show.js')
      exitCode = await showRun({ ...options, id }, context)
    })

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
    .option('--handler <file>', 'file that exports the handlers')
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
      const { replayRun } = await import('./commands/replay.js')
      exitCode = await replayRun({ ...options, ids }, context)
    })

  program
    .command('capture')
    .summary('make a fixture of a delivery')
    .description('Write the event of a delivery as a fixture for `simulate`.')
    .argument('<id>', 'short id or its beginning, event id, last, last~2')
    .option('-o, --output <file>', 'file to write; without it, stdout')
    .option('--scrub', 'put stable fakes in place of what is of a real member')
    .option('--force', 'replace a file that is there')
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events capture last --scrub -o badge-events/fixtures/assigned.json
  $ badge-events capture last | badge-events simulate assigned -f -

Exit codes: 0 written, 2 no such delivery, 3 a file cannot be written.`,
    )
    .action(async (id: string, options) => {
      const { captureRun } = await import('./commands/capture.js')
      exitCode = await captureRun({ ...options, id }, context)
    })

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
      const { generateRun } = await import('./commands/generate.js')
      exitCode = await generateRun({ event, form: options.form, input: options }, context)
    })

  program
    .command('events')
    .summary('list the known events, or explain one')
    .description('List the events that are known, or show all that is known of one.')
    .argument('[event]', 'key, alias, Velo handler or webhook type')
    .option('--schema', 'print the JSON Schema of its event object')
    .addOption(json)
    .action(async (event: string | undefined, options) => {
      const { eventsRun } = await import('./commands/events.js')
      exitCode = await eventsRun({ ...options, event }, context)
    })

  program
    .command('keys')
    .summary('print the local public key')
    .description(
      "Print the public key that belongs to what badge-events signs, as the SDK's AppStrategy takes it.\n\nAn app that you host yourself can trust it while you develop.",
    )
    .option('--base64', 'print it on one line, for .env files')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events keys > local.pem
  $ WIX_PUBLIC_KEY=$(badge-events keys --base64) npm start

Exit codes: 0 printed, 2 no site here, 4 a public key that is set cannot be used.`,
    )
    .action(async (options) => {
      const { keysRun } = await import('./commands/keys.js')
      exitCode = await keysRun(options, context)
    })

  program
    .command('doctor')
    .summary('find out why a handler would not fire on Wix')
    .description(
      'Look at the handlers of a site and at its set-up, and tell what would not work on Wix, and why.\n\nSays nothing when all is well.',
    )
    .option('--fix', 'repair what can be repaired without guessing')
    .option('--dry-run', 'show the repairs as a diff, and write nothing')
    .option('--handler <file>', 'file that exports the handlers')
    .addOption(
      new Option('--fail-on <severity>', 'mildest finding that makes the exit code 1')
        .choices(['error', 'warning', 'hint'])
        .default('error'),
    )
    .addOption(json)
    .addHelpText(
      'after',
      `
Exit codes: 0 no errors, 1 errors found, 2 no site here,
3 a file cannot be read or written.`,
    )
    .action(async (options) => {
      const { doctorRun } = await import('./commands/doctor.js')
      exitCode = await doctorRun(options, context)
    })

  acceptColourFlag(program)

  return {
    async run(argv) {
      inJson = argv.includes('--json')
      if (argv.length === 0) {
        program.outputHelp()
        return 0
      }
      await program.parseAsync([...argv], { from: 'user' })
      return exitCode
    },
  }
}

/** `--no-color` is read where the streams are made; every command takes it, wherever it stands. */
function acceptColourFlag(parent: Command): void {
  for (const command of parent.commands) {
    command.addOption(new Option('--no-color').hideHelp())
    acceptColourFlag(command)
  }
}

function fixtureOption(): Option {
  return new Option(
    '-f, --fixture <file>',
    'event to use: an event object, a domain event, a webhook envelope or a raw JWT; - reads stdin',
  )
}

function setOption(): Option {
  return new Option(
    '-s, --set <path=value>',
    'change a field: data.memberId=…, world.member.loginEmail=… (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

function unsetOption(): Option {
  return new Option('-u, --unset <path>', 'remove a field (repeatable)')
    .argParser(collect)
    .default([], 'none')
}

function memberShapeOption(): Option {
  return new Option(
    '--member-shape <shape>',
    'shape of a member: as the Velo samples print it, or as its v2 types declare it',
  ).choices(['sample', 'v2'])
}

function filterOption(): Option {
  return new Option(
    '--filter <path=value>',
    'only those with this value: data.memberId=…, path!=value (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

function sinceOption(): Option {
  return new Option('--since <time>', 'received since: 2h, 30m, 7d, or a date')
}

function eventsOption(): Option {
  return new Option('--events <names>', 'only these, with commas between: assigned,created-v4')
}

function grepOption(): Option {
  return new Option(
    '--grep <text>',
    'only those with this text, or /regex/, somewhere in the event',
  )
}

function publicKeyOption(): Option {
  return new Option(
    '--public-key <key>',
    'public key of your app: a file, PEM, or its base64 (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

function forwardOption(): Option {
  return new Option(
    '--forward-to <address>',
    'pass on to 3000, :3000/hook, a URL, or created=:3000/hook (repeatable)',
  )
    .argParser(collect)
    .default([], 'none')
}

function formOption(description: string): Option {
  return new Option('--form <form>', description).choices(['velo', 'sdk', 'domain', 'webhook'])
}

function inspectOption(flags: string, description: string): Option {
  return new Option(flags, description).preset('127.0.0.1:9229').conflicts('count')
}

/** `world.member.loginEmail=…` changes what the event is about, anything else the event itself. */
function splitChanges(changes: readonly string[]): { set: string[]; worldSet: string[] } {
  const prefix = 'world.'
  return {
    set: changes.filter((change) => !change.startsWith(prefix)),
    worldSet: changes
      .filter((change) => change.startsWith(prefix))
      .map((change) => change.slice(prefix.length)),
  }
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

function parseCount(text: string): number {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1)
    throw new InvalidArgumentError('It must be a whole number from 1.')
  return count
}

function parseLimit(text: string): number {
  const limit = text === 'all' ? Number.POSITIVE_INFINITY : Number(text)
  if (text.trim() === '' || !(limit >= 0) || (Number.isFinite(limit) && !Number.isInteger(limit))) {
    throw new InvalidArgumentError('It must be a whole number from 0, or all.')
  }
  return limit
}

function parsePort(text: string): number {
  const port = Number(text)
  if (text.trim() === '' || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 65535.')
  }
  return port
}

function parseWhole(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number)) throw new InvalidArgumentError('It must be a whole number.')
  return number
}

function parseSeconds(text: string): number {
  const seconds = Number(text)
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw new InvalidArgumentError('It must be a number of seconds, more than 0.')
  }
  return seconds
}
