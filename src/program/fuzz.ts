import { type Command, InvalidArgumentError, Option } from 'commander'
import type { Cli } from './cli.js'
import {
  fixtureOption,
  memberShapeOption,
  parseCount,
  parseSeconds,
  parseWhole,
  setOption,
  splitChanges,
  unsetOption,
} from './options.js'

export function declareFuzz(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('fuzz')
    .summary('look for events that a handler fails with')
    .description(
      'Run a handler with variants of an event that its schema allows: fields that are absent, empty, long, in other scripts.\n\nEach way to fail is shown with the smallest event that causes it.',
    )
    .argument('<event>', 'key, alias, Velo handler or webhook type; see `badge-events events`')
    .option('--runs <n>', 'events to try for each handler; 5000 without --time', parseCount)
    .option('--time <span>', 'how long to look: 10s, 5m; 30s without --runs', parseSpan)
    .option('--seed <n>', 'repeat a search', parseWhole)
    .addOption(fixtureOption())
    .addOption(setOption())
    .addOption(unsetOption())
    .option('--as-is', "keep the fixture's event id and time instead of new ones")
    .addOption(memberShapeOption())
    .option('--handler <file>', 'file that exports the handlers')
    .addOption(new Option('--api <version>', 'the v3 or the v4 handler only').choices(['v3', 'v4']))
    .option('--timeout <seconds>', 'time limit of the handler', parseSeconds, 2)
    .option('--world <file>', 'members, badges, contacts and collections that the site has')
    .option('-o, --output <folder>', 'where to write the events; without it badge-events/fixtures')
    .option('--no-save', 'write no fixtures')
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events fuzz updated
  $ badge-events fuzz member-created --time 2m
  $ badge-events fuzz updated --seed 4711

Exit codes: 0 no failure found, 1 the handler fails or is not there, 2 bad input, 130 Ctrl-C.
`,
    )
    .action(async (event: string, options) => {
      const { fuzzRun } = await import('../commands/fuzz.js')
      const { set: changes, unset, asIs, memberShape, fixture, ...rest } = options
      const { set, worldSet } = splitChanges(changes)
      const input = { fixture, set, unset, asIs, memberShape, validate: true }
      cli.exitCode = await fuzzRun({ ...rest, worldSet, event, input }, context)
    })
}

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 }

/** A span of time in ms. */
function parseSpan(text: string): number {
  const [, amount = '', unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text.trim()) ?? []
  const ms = Number(amount) * (unitMs[unit] ?? 0)
  if (!(ms > 0)) throw new InvalidArgumentError('It must be a span of time such as 30s or 5m.')
  return ms
}
