import { type Command, Option } from 'commander'
import type { Cli } from './cli.js'

export function declareDoctor(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('doctor')
    .summary('find out why a handler would not fire on Wix')
    .description(
      'Look at the handlers of a site and at its set-up, and tell what would not work on Wix, and why.\n\nSays nothing when all is well.',
    )
    .option('--fix', 'repair what can be repaired without guessing')
    .option('--dry-run', 'show the repairs as a diff, and write nothing')
    .addOption(new Option('--handler <file>', 'file that exports the handlers'))
    .addOption(
      new Option(
        '--url <address>',
        'send good and bad webhooks to a server instead, and judge its answers',
      ).conflicts(['fix', 'dryRun', 'handler']),
    )
    .option('--event <event>', 'with --url: the event to send, where assigned is not handled')
    .option('-v, --verbose', 'with --url: show what was sent and what was answered')
    .addOption(
      new Option('--fail-on <severity>', 'mildest finding that makes the exit code 1')
        .choices(['error', 'warning', 'hint'])
        .default('error'),
    )
    .addOption(json)
    .addHelpText(
      'after',
      `
Examples:
  $ badge-events doctor
  $ badge-events doctor --fix --dry-run
  $ badge-events doctor --url 3000/webhook    its handlers run as with a real delivery

Exit codes: 0 no errors, 1 errors found, 2 no site here,
3 a file cannot be read or written, or nobody listens at --url.`,
    )
    .action(async (options) => {
      const { doctorRun } = await import('../commands/doctor.js')
      cli.exitCode = await doctorRun(options, context)
    })
}
