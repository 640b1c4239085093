import type { Finding, FindingCode } from './finding.js'
import { codeMessages } from './messages/code.js'
import { extensionMessages } from './messages/extensions.js'
import { handlerMessages } from './messages/handlers.js'
import { setUpMessages } from './messages/set-up.js'
import type { Message, Messages } from './messages/types.js'
import { webhookMessages } from './messages/webhook.js'

export type { Message } from './messages/types.js'

const messages: Messages<FindingCode> = {
  ...handlerMessages,
  ...extensionMessages,
  ...codeMessages,
  ...setUpMessages,
  ...webhookMessages,
}

/** The sentences of a finding: what happens on Wix, and what to do. */
export function describeFinding<Code extends FindingCode>(finding: Finding<Code>): Message {
  const describe: Messages<Code>[Code] = messages[finding.code]
  return describe(finding.args)
}

/** Where the documentation of a code is, below the folder of this package. */
export function docsPage(code: FindingCode): string {
  return `docs/doctor/${code}.md`
}
