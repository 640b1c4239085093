import type { Portable } from '../platform/protocol.js'
import type { Effect } from './result.js'

/** A triggered email that was sent. */
export interface SentEmail {
  emailId: Portable
  memberId?: Portable
  contactId?: Portable
  userId?: Portable
  variables: Portable
}

const receivers: Record<string, 'memberId' | 'contactId' | 'userId'> = {
  emailMember: 'memberId',
  emailContact: 'contactId',
  emailUser: 'userId',
}

/** The triggered emails among some calls; those that failed were not sent. */
export function emailsIn(effects: readonly Effect[]): SentEmail[] {
  return effects.flatMap((effect) => emailOf(effect) ?? [])
}

export function emailOf({ method, args, outcome }: Effect): SentEmail | undefined {
  const receiver = receivers[method.split('.').at(-1) ?? '']
  if (receiver === undefined || outcome === 'rejected') return undefined
  const [emailId = null, to = null, options] = args
  return { emailId, [receiver]: to, variables: fieldOf(options, 'variables') ?? {} }
}

/** A request that code made, whatever became of it. */
export interface MadeRequest {
  url: string
  method: string
  headers: Portable
  /** Parsed where it is JSON. */
  body: Portable
}

export function requestsIn(effects: readonly Effect[]): MadeRequest[] {
  return effects.flatMap((effect) => requestOf(effect) ?? [])
}

export function requestOf({ module, args }: Effect): MadeRequest | undefined {
  if (module !== 'wix-fetch' && module !== 'fetch') return undefined
  const [url, init] = args
  return {
    url: String(url),
    method: String(fieldOf(init, 'method') ?? 'GET'),
    headers: fieldOf(init, 'headers') ?? {},
    body: parsed(fieldOf(init, 'body') ?? null),
  }
}

function fieldOf(value: Portable | undefined, name: string): Portable | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return value[name]
}

function parsed(body: Portable): Portable {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body) as Portable
  } catch {
    return body
  }
}
