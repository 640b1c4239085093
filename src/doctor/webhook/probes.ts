import type { EventDefinition } from '../../catalog/index.js'
import type { Forgery } from '../../delivery/send/forge.js'
import { type Deliveries, unhandledType } from './deliveries.js'
import type { ContentTypeProbe, Junk, Probe } from './types.js'

/** Which content type Wix sends is not documented: these are the likely ones. */
export const contentTypes: Readonly<Record<ContentTypeProbe, string | null>> = {
  'text-plain': 'text/plain',
  'no-content-type': null,
  'application-json': 'application/json',
  'application-jwt': 'application/jwt',
}

export const contentTypeProbes = Object.keys(contentTypes) as ContentTypeProbe[]

export const forgeries: readonly Forgery[] = ['bad-signature', 'expired', 'alg-none', 'alg-hs256']

const junk: Readonly<Record<Junk, { contentType: string; body(token: string): string }>> = {
  empty: { contentType: 'text/plain', body: () => '' },
  json: { contentType: 'application/json', body: () => '{"sent":"by badge-events doctor"}' },
  garbage: { contentType: 'text/plain', body: () => 'sent by badge-events doctor' },
  'json-quoted': { contentType: 'application/json', body: (token) => JSON.stringify(token) },
}

export const junkBodies = Object.keys(junk) as Junk[]

/** A look that does nothing: is anybody there? A server that compiles on demand does it now. */
export const getProbe: Probe = {
  name: 'get',
  expected: 'any',
  event: null,
  contentType: null,
  body: '',
}

/** Makes the probes about one event. */
export interface Probes {
  valid(name: ContentTypeProbe | 'at-last'): Promise<Probe>
  forged(forgery: Forgery): Promise<Probe>
  junk(name: Junk): Promise<Probe>
  /** The very body of a delivery that was sent before. */
  again(probe: Probe): Probe
  unhandled(): Promise<Probe>
  large(): Promise<Probe>
}

export interface ProbesOptions {
  definition: EventDefinition
  deliveries: Deliveries
  /** Of all that do not differ in it. */
  contentType: string | null
}

export function createProbes({ definition, deliveries, contentType }: ProbesOptions): Probes {
  const { key: event } = definition
  const accept = { expected: 'accept', event, contentType } as const
  return {
    valid: async (name) => ({
      ...accept,
      name,
      contentType: name === 'at-last' ? contentType : contentTypes[name],
      body: await deliveries.valid(definition),
    }),
    forged: async (name) => ({
      ...accept,
      name,
      expected: 'refuse',
      body: await deliveries.forged(definition, name),
    }),
    junk: async (name) => ({
      name,
      expected: 'refuse',
      event: null,
      contentType: junk[name].contentType,
      body: junk[name].body(name === 'json-quoted' ? await deliveries.valid(definition) : ''),
    }),
    again: (probe) => ({ ...probe, name: 'same-again' }),
    unhandled: async () => ({
      ...accept,
      name: 'event-unhandled',
      expected: 'any',
      event: unhandledType,
      body: await deliveries.unhandled(definition),
    }),
    large: async () => ({ ...accept, name: 'large', body: await deliveries.large(definition) }),
  }
}
