import { definitions } from '../catalog/index.js'
import type { WorkerMessage } from '../platform/protocol.js'
import type { RunEnd, RunJob } from './recording.js'
import type { SourceSearch } from './source-search.js'

type Unhandled = Extract<WorkerMessage, { type: 'unhandled' }>

/**
 * The end of a delivery for which the loaded code has registered no handler: why, and what to write.
 *
 * @param search - looks for a call in the site's own files
 */
export function unhandled(
  { registered }: Unhandled,
  { handler }: RunJob,
  search: SourceSearch,
): RunEnd {
  const called = handler.position ? null : search(handler.name.split('.').at(-1) ?? '')
  const end = (message: string, hint: string): RunEnd => ({
    status: 'no-handler',
    kind: 'no-handler',
    thrown: { name: 'NoHandler', message, isError: true },
    at: handler.position,
    place: called,
    hint,
  })
  if (handler.position || called) {
    return end(
      `${handler.name} was not called while the code was loaded: it stands in code that did not run then.`,
      'Wix knows the handlers that are registered when the file is loaded. Call it at the top of the file, not in a function or a condition.',
    )
  }
  const names = [...new Set(registered.map(({ type }) => sdkName(type)))]
  return end(
    names.length === 0
      ? 'The code was loaded, and registered no handler.'
      : `No handler is registered for ${handler.name}. Handlers are registered for ${names.join(', ')}.`,
    hintFor(handler.name),
  )
}

function hintFor(name: string): string {
  const [module = ''] = name.split('.')
  const isKnown = definitions.some(({ sdk }) => sdk && `${sdk.module}.${sdk.name}` === name)
  if (!isKnown)
    return 'Which function registers a handler for an event is on its page: https://dev.wix.com/docs/sdk'
  return `An event extension is: import { ${module} } from '@wix/members'; export default ${name}((event) => { … })`
}

/** `badges.onBadgeAssigned` for the type of a webhook; outside the catalog the type itself. */
function sdkName(type: string): string {
  const sdk = definitions.find(({ webhookType }) => webhookType === type)?.sdk
  return sdk ? `${sdk.module}.${sdk.name}` : type
}
