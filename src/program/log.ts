import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cli } from './cli.js'
import { eventsOption, filterOption, grepOption, publicKeyOption, sinceOption } from './options.js'

export function declareLog(program: Command, cli: Cli): void {
  const { context, json } = cli
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
      const { logRun } = await import('../commands/log.js')
      cli.exitCode = await logRun(options, context)
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
      const { logPruneRun } = await import('../commands/log-prune.js')
      cli.exitCode = await logPruneRun(options, context)
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
      const { logExportRun } = await import('../commands/log-export.js')
      cli.exitCode = await logExportRun(options, context)
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
      const { logImportRun } = await import('../commands/log-import.js')
      cli.exitCode = await logImportRun({ ...options, file }, context)
    })
}

function parseLimit(text: string): number {
  const limit = text === 'all' ? Number.POSITIVE_INFINITY : Number(text)
  if (text.trim() === '' || !(limit >= 0) || (Number.isFinite(limit) && !Number.isInteger(limit))) {
    throw new InvalidArgumentError('It must be a whole number from 0, or all.')
  }
  return limit
}
