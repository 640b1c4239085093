import type { FindingCode } from '../finding.js'
import type { Messages } from './types.js'

type Code = Extract<FindingCode, `extension-${string}`>

/** About event extensions, which apps have in place of an events.js. */
export const extensionMessages: Messages<Code> = {
  'extension-unregistered': ({ file, builder, registry }) => ({
    happens:
      builder === null
        ? `No *.extension.ts names ${file} as its source, so it is no extension of the app and never called.`
        : `${builder} is not used in ${registry ?? 'src/extensions.ts'}, so its handler is no part of the app and never called.`,
    todo:
      builder === null
        ? `Write one beside it, export default extensions.event({ id, source: './${file.replace(/^src\//, '')}' }), and use it in ${registry ?? 'src/extensions.ts'}. badge-events init writes both for a badge event.`
        : `Import it there and add .use(…) with it to app().`,
  }),
  'extension-event-twice': ({ name, other }) => ({
    happens: `${name} has a handler in ${other} too. An app can have one handler for each event, webhooks of its dashboard included.`,
    todo: 'Put the code of both into one handler: it may call several functions.',
  }),
  'extension-empty': ({ file }) => ({
    happens: `${file} is an event extension and registers no handler.`,
    todo: "Write: export default badges.onBadgeAssigned((event) => { … }) with badges from '@wix/members'.",
  }),
}
