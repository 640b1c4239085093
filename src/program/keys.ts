import type { Command } from 'commander'
import type { Cli } from './cli.js'

export function declareKeys(program: Command, cli: Cli): void {
  const { context, json } = cli
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
      const { keysRun } = await import('../commands/keys.js')
      cli.exitCode = await keysRun(options, context)
    })
}
