import type { Forgery } from '../../delivery/send/forge.js'

/** Bodies that are no delivery. */
export type Junk = 'empty' | 'json' | 'garbage' | 'json-quoted'

/** The valid deliveries that differ in their content type alone. */
export type ContentTypeProbe =
  | 'text-plain'
  | 'no-content-type'
  | 'application-json'
  | 'application-jwt'

/** What one request is sent for. Stable names: they are in JSON. */
export type ProbeName =
  | 'get'
  | ContentTypeProbe
  | Forgery
  | Junk
  | 'same-again'
  | 'event-unhandled'
  | 'large'
  | 'at-last'

/** What a server of webhooks should do with a request; of some it may do as it likes. */
export type Expected = 'accept' | 'refuse' | 'any'

/** One request to the server. */
export interface Probe {
  name: ProbeName
  expected: Expected
  /** Key of the event that a token is about, its webhook type where the catalog has none. */
  event: string | null
  contentType: string | null
  body: string
}

/** What became of it. Times are in ms, up to the head of the answer. */
export type Answer = { durationMs: number } & (
  | {
      status: 'answered'
      httpStatus: number
      /** The beginning of its body. */
      text: string
      location: string | null
      poweredBy: string | null
    }
  /** Nothing came in the time that was waited. */
  | { status: 'silent' }
  /** The connection ended without an answer. */
  | { status: 'cut'; reason: string }
  /** There was no connection. */
  | { status: 'unreachable'; reason: string }
)

export interface Probed {
  probe: Probe
  answer: Answer
}

/** All that was asked of a server, in order. */
export interface Examination {
  /** The event that the probes were about. */
  event: string
  probed: readonly Probed[]
}

/** What a server is made with, as far as its answers tell. */
export type Stack = 'express' | 'fastify' | 'next' | null
