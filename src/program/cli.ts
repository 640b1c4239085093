import type { Option } from 'commander'
import type { Context } from '../context.js'

/** What the declaration of a command needs: where it runs, and where its exit code goes. */
export interface Cli {
  readonly context: Context
  /** `--json`, which most commands take. */
  readonly json: Option
  exitCode: number
}
