import type { FindingCode } from '../finding.js'
import type { Messages } from './types.js'

type Code =
  | 'call-not-awaited'
  | 'elevate-missing'
  | 'no-current-member'
  | 'event-data-absent'
  | 'event-entity-absent'
  | 'event-key-unknown'
  | 'event-id-misplaced'
  | 'event-time-as-date'
  | 'member-shape'
  | 'secret-value-as-string'

/** About what the code of a handler does. */
export const codeMessages: Messages<Code | Extract<FindingCode, `metadata-${string}`>> = {
  'call-not-awaited': ({ call, handler }) => ({
    happens: `Nothing waits for ${call}: ${handler} may return before it is done, and what then becomes of it on Wix is not documented.`,
    todo: 'Put await before it, return it, or collect such calls in await Promise.all([…]).',
  }),
  'elevate-missing': ({ call, module }) => {
    const sdk = module.startsWith('@wix/')
    const elevate = sdk ? 'auth.elevate' : 'elevate'
    return {
      happens: `${call} needs elevated rights, for an event handler runs without a visitor or member: without them Wix refuses the call.`,
      todo: `Write await ${elevate}(${call})(…) with ${sdk ? "auth from '@wix/essentials'" : "elevate from 'wix-auth'"}.`,
    }
  },
  'no-current-member': ({ call, handler }) => ({
    happens: `${call} asks who is logged in, and nobody is when Wix calls ${handler}: the call rejects.`,
    todo: 'Take the member from the event: event.data.memberId, or event.metadata.entityId of a member event.',
  }),
  'event-data-absent': ({ handler, path, use }) => ({
    happens: `The event of ${handler} has no data, so ${path} is undefined there.`,
    todo: use,
  }),
  'event-entity-absent': ({ handler, path, use }) => ({
    happens: `The event of ${handler} is documented without an entity, so ${path} is undefined there.`,
    todo: use,
  }),
  'event-key-unknown': ({ handler, path, use }) => ({
    happens: `${path} is not among the documented fields of the event of ${handler}, so expect undefined.`,
    todo: use ? `Read ${use}.` : 'See badge-events generate <event> for what the event holds.',
  }),
  'event-id-misplaced': ({ handler, path }) => ({
    happens: `${path} is undefined: the event of ${handler} has its id in the metadata.`,
    todo: 'Read event.metadata.id; the id of the badge or member is event.metadata.entityId.',
  }),
  'metadata-id-misnamed': ({ handler }) => ({
    happens: `event.metadata._id is undefined in ${handler}: that is the name in the SDK, in Velo it is id.`,
    todo: 'Read event.metadata.id.',
  }),
  'metadata-key-unknown': ({ handler, key, use }) => ({
    happens: `The metadata of ${handler} has id, entityId, eventTime and triggeredByAnonymizeRequest only; ${key} is not there.`,
    todo: use
      ? `Read ${use}.`
      : 'That key comes with webhooks and SDK handlers; do without it here.',
  }),
  'event-time-as-date': ({ handler, method }) => ({
    happens: `event.metadata.eventTime is a string in ${handler}, so ${method}() throws a TypeError.`,
    todo: `Write new Date(event.metadata.eventTime).${method}().`,
  }),
  'member-shape': ({ handler, reads, other }) => ({
    happens: `${handler} reads ${reads} only; documentation prints one name and declares another, and which one Wix sends is not documented.`,
    todo: `Read either: event.entity.${reads} ?? event.entity.${other}`,
  }),
  'secret-value-as-string': ({ call }) => ({
    happens: `${call} resolves to an object { value }, not to a string, so the text becomes [object Object].`,
    todo: `Take the value out: const { value } = await ${call}(…)`,
  }),
}
