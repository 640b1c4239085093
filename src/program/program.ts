import { Command, Option } from 'commander'
import type { Context } from '../context.js'
import { version } from '../version.js'
import { declareCapture } from './capture.js'
import type { Cli } from './cli.js'
import { declareDoctor } from './doctor.js'
import { declareEvents } from './events.js'
import { declareFuzz } from './fuzz.js'
import { declareGenerate } from './generate.js'
import { declareInit } from './init.js'
import { declareKeys } from './keys.js'
import { declareLog } from './log.js'
import { declareReplay } from './replay.js'
import { declareShow } from './show.js'
import { declareSimulate } from './simulate.js'
import { declareTail } from './tail.js'
import { declareTrigger } from './trigger.js'

export interface Program {
  /** Runs one command line. Resolves to the exit code; rejects with what went wrong. */
  run(argv: readonly string[]): Promise<number>
}

/** The tree of commands: declarations only, a command's code is loaded when it runs. */
export function createProgram(context: Context): Program {
  let inJson = false
  const { io } = context
  const json = new Option('--json', 'print the result as JSON')
  const cli: Cli = { context, json, exitCode: 0 }

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
  $ badge-events fuzz created                 look for events that your handler fails with
  $ badge-events events                       all events, and the handlers Wix calls
  $ badge-events generate assigned > my.json  a fixture to edit
`,
    )

  declareInit(program, cli)
  declareSimulate(program, cli)
  declareFuzz(program, cli)
  declareTail(program, cli)
  declareLog(program, cli)
  declareShow(program, cli)
  declareReplay(program, cli)
  declareCapture(program, cli)
  declareGenerate(program, cli)
  declareEvents(program, cli)
  declareKeys(program, cli)
  declareDoctor(program, cli)
  declareTrigger(program, cli)

  acceptColourFlag(program)

  return {
    async run(argv) {
      inJson = argv.includes('--json')
      if (argv.length === 0) {
        program.outputHelp()
        return 0
      }
      await program.parseAsync([...argv], { from: 'user' })
      return cli.exitCode
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
