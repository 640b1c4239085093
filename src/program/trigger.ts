import { type Command, Option } from 'commander'
import type { Cli } from './cli.js'
import { collect, parseSeconds } from './options.js'

export function declareTrigger(program: Command, cli: Cli): void {
  const { context, json } = cli
  program
    .command('trigger')
    .summary('cause the real event on the live site')
    .description(
      "Cause an event on the live site, by the call of Wix's API that is documented to cause it.\n\nThis changes the site, and asks before. The site's own @wix/sdk and @wix/members make the requests.",
    )
    .argument('<event>', 'key, alias, Velo handler or webhook type; see `badge-events events`')
    .optionsGroup('What is changed:')
    .option('--badge <id>', 'badge it is about; without it one is made')
    .option('--member <id>', 'member it is about')
    .option('--title <title>', 'title of a badge that is created')
    .addOption(
      new Option('-s, --set <path=value>', 'field of what is created or updated (repeatable)')
        .argParser(collect)
        .default([], 'none'),
    )
    .addOption(
      new Option('--api <version>', 'call the v3 or the v4 API of badges').choices(['v3', 'v4']),
    )
    .option('--cleanup', 'take everything back in the end, also when a step fails')
    .optionsGroup('Which site, and whether:')
    .option('--site <id>', 'site to change (default: WIX_SITE_ID, or siteId in wix.config.json)')
    .option('-y, --yes', 'change the live site without asking')
    .option('--dry-run', 'print the requests, and make none')
    .optionsGroup('After that:')
    .option(
      '--wait <seconds>',
      'wait so long for the event in the log that `tail` writes',
      parseSeconds,
    )
    .addOption(json)
    .addHelpText(
      'after',
      `
Credentials come from the environment or .env.local, never from flags:
  WIX_API_KEY, and WIX_SITE_ID unless wix.config.json has a siteId
  or WIX_CLIENT_ID, WIX_CLIENT_SECRET and WIX_CLIENT_INSTANCE_ID of your app

Examples:
  $ badge-events trigger assigned --member <id> --cleanup --dry-run
  $ badge-events trigger assigned --badge <id> --member <id> --cleanup --wait 60
  $ badge-events trigger created --title Gold
  $ badge-events trigger updated --badge <id> --set title=Gold --cleanup

Exit codes: 0 done, 1 Wix refused it or no event came, 2 bad input, 3 Wix or a
package cannot be reached, 4 credentials, 130 ended with Ctrl-C.`,
    )
    .action(async (event: string, options) => {
      const { triggerRun } = await import('../commands/trigger.js')
      cli.exitCode = await triggerRun({ ...options, event }, context)
    })
}
