import type { EventDefinition } from '../catalog/index.js'
import type { EventRead } from './code/event-reads.js'
import type { FindingArgs, FindingCode } from './finding.js'

type Codes = Extract<
  FindingCode,
  | `event-${'data-absent' | 'entity-absent' | 'key-unknown' | 'id-misplaced' | 'time-as-date'}`
  | `metadata-${string}`
>

/** What is wrong with a read of the event. */
export type Verdict = { [Code in Codes]: { code: Code; args: FindingArgs[Code] } }[Codes]

/** `BackendEventMetadata`. https://dev.wix.com/docs/velo/events-service-plugins/members/events/on-badge-assigned */
const metadataKeys = ['id', 'entityId', 'eventTime', 'triggeredByAnonymizeRequest']

/** Every object has these. */
const inherited = ['hasOwnProperty', 'toString', 'valueOf', 'constructor', 'isPrototypeOf']

/** Judges one read by what is documented of the event; null when it is fine. */
export function judgeRead(
  { path, called }: EventRead,
  handler: string,
  { kind, key, api }: EventDefinition,
): Verdict | null {
  const [first = '', second, third] = path
  const written = `event.${path.slice(0, 2).join('.')}`
  if (inherited.includes(path.at(-1) ?? '')) return null
  switch (first) {
    case '':
      return null
    case 'metadata':
      return second === undefined
        ? null
        : judgeMetadata(second, called ? third : undefined, handler)
    case 'data':
      if (kind !== 'action') {
        const use = insteadOfData(kind, second)
        return { code: 'event-data-absent', args: { handler, path: written, use } }
      }
      if (second === undefined || second === 'memberId') return null
      return { code: 'event-key-unknown', args: { handler, path: written, use: meant(second) } }
    case 'entity':
      // Whether the v4 event carries the deleted badge is not documented.
      if (kind === 'created' || kind === 'updated' || (kind === 'deleted' && api === 'v4')) {
        return null
      }
      return {
        code: 'event-entity-absent',
        args: { handler, path: written, use: insteadOfEntity(kind, second) },
      }
    case '_id':
    case 'id':
      return { code: 'event-id-misplaced', args: { handler, path: `event.${first}` } }
    default: {
      const use =
        key.startsWith('member') && first === 'member' ? 'event.entity' : meant(first, kind)
      return { code: 'event-key-unknown', args: { handler, path: `event.${first}`, use } }
    }
  }
}

function judgeMetadata(name: string, method: string | undefined, handler: string): Verdict | null {
  if (name === '_id') return { code: 'metadata-id-misnamed', args: { handler } }
  if (!metadataKeys.includes(name)) {
    const use = /^(?:badge|member|entity)_?id$/i.test(name) ? 'event.metadata.entityId' : null
    return { code: 'metadata-key-unknown', args: { handler, key: name, use } }
  }
  if (name !== 'eventTime' || method === undefined || !(method in Date.prototype)) return null
  if (method in String.prototype) return null
  return { code: 'event-time-as-date', args: { handler, method } }
}

function insteadOfData(kind: EventDefinition['kind'], name: string | undefined): string {
  if (kind === 'deleted')
    return 'Read event.metadata.entityId: which one was deleted is all it tells.'
  return `Read event.entity${name === undefined || name === 'entity' ? '' : `.${name}`}.`
}

function insteadOfEntity(kind: EventDefinition['kind'], name: string | undefined): string {
  if (kind === 'deleted')
    return 'Read event.metadata.entityId: which one was deleted is all it tells.'
  if (name === '_id' || name === 'id' || name === 'badgeId') {
    return 'Read event.metadata.entityId for the badge, event.data.memberId for the member.'
  }
  return 'Read event.data.memberId; the badge is event.metadata.entityId.'
}

/** Where a field that people expect really is. */
function meant(name: string, kind: EventDefinition['kind'] = 'action'): string | null {
  if (/^(?:badge|entity)(?:_?id)?$/i.test(name)) {
    return name.toLowerCase() === 'badge' && kind !== 'action'
      ? 'event.entity'
      : 'event.metadata.entityId'
  }
  if (/^(?:member|_?id$)/i.test(name)) {
    return kind === 'action' ? 'event.data.memberId' : 'event.metadata.entityId'
  }
  if (/^(?:eventTime|time|date|createdDate|_createdDate)$/.test(name))
    return 'event.metadata.eventTime'
  return null
}
