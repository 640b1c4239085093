import type { FindingArgs, FindingCode } from '../finding.js'

export interface Message {
  /** What is so, and what it does on Wix. */
  happens: string
  /** What to type or change. */
  todo: string
}

export type Messages<Codes extends FindingCode> = {
  [Code in Codes]: (args: FindingArgs[Code]) => Message
}
