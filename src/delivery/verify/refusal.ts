/** Why a body is refused. Stable names: they are in the log of refusals and in scripts. */
export type RefusalCause =
  | 'empty'
  | 'compressed'
  | 'not-a-jwt'
  | 'not-a-jwt-json'
  | 'not-a-jwt-form'
  | 'not-a-jwt-html'
  | 'json-quoted'
  | 'encrypted'
  | 'whitespace'
  | 'not-base64url'
  | 'truncated'
  | 'header-not-json'
  | 'header-not-object'
  | 'header-invalid'
  | 'crit-unsupported'
  | 'alg-missing'
  | 'alg-none'
  | 'alg-unexpected'
  | 'hs256-with-public-key'
  | 'wrong-key'
  | 'claims-not-json'
  | 'claims-not-object'
  | 'claim-invalid'
  | 'expired'
  | 'not-yet-valid'
  | 'data-not-a-string'
  | 'data-not-json'
  | 'envelope-not-object'
  | 'no-event-type'
  | 'identity-not-a-string'
  | 'identity-not-json'
  | 'inner-data-missing'
  | 'inner-data-not-json'
  | 'event-not-an-object'
  | 'too-deep'

interface Sentence {
  /** 401: the form is right, but the sender is not shown to be Wix. */
  httpStatus: 400 | 401
  say(detail: string): string
}

const form = (say: Sentence['say']): Sentence => ({ httpStatus: 400, say })
const credentials = (say: Sentence['say']): Sentence => ({ httpStatus: 401, say })

/** What people read, one sentence for each cause. */
export const refusals: Readonly<Record<RefusalCause, Sentence>> = {
  empty: form(() => 'the body is empty'),
  compressed: form(() => 'the body is compressed'),
  'not-a-jwt': form(() => 'not a JWT'),
  'not-a-jwt-json': form(() => 'not a JWT: looks like JSON'),
  'not-a-jwt-form': form(() => 'not a JWT: looks like form data'),
  'not-a-jwt-html': form(() => 'not a JWT: looks like HTML'),
  'json-quoted': form(() => 'body was JSON-quoted by a proxy'),
  encrypted: form(() => 'not a signed JWT: looks like an encrypted one, with five parts'),
  whitespace: form(() => 'white space inside or before the token'),
  'not-base64url': form((part) => `the token's ${part} is not base64url`),
  truncated: form((what) => `truncated: ${what}`),
  'header-not-json': form(() => "not a JWT: the token's header is not JSON"),
  'header-not-object': form(() => "the token's header is not an object"),
  'header-invalid': form((why) => `the token's header cannot be used: ${why}`),
  'crit-unsupported': form(() => 'the token asks for extensions that nobody knows (crit)'),
  'alg-missing': form(() => 'the token names no alg'),
  'alg-none': credentials(() => 'alg none: not signed at all'),
  'alg-unexpected': credentials((alg) => `alg ${alg}, and Wix signs with RS256`),
  'hs256-with-public-key': credentials((alg) => `${alg} signed with the public key`),
  'wrong-key': credentials(() => 'signed by another key, or changed on the way'),
  'claims-not-json': form(() => "the token's payload is not JSON"),
  'claims-not-object': form(() => "the token's payload is not an object"),
  'claim-invalid': form((claim) => `"${claim}" is not a number`),
  expired: credentials((duration) => `expired ${duration} ago`),
  'not-yet-valid': credentials((duration) => `not valid for another ${duration}`),
  'data-not-a-string': form((kind) => `data should be a string, and is ${kind}`),
  'data-not-json': form(() => 'data is not JSON text'),
  'envelope-not-object': form((kind) => `data should hold an object, and holds ${kind}`),
  'no-event-type': form(() => 'the envelope names no eventType'),
  'identity-not-a-string': form((kind) => `identity should be a string, and is ${kind}`),
  'identity-not-json': form(() => 'identity is not JSON text'),
  'inner-data-missing': form(() => 'the envelope has no data'),
  'inner-data-not-json': form(() => 'data of the envelope is not JSON text'),
  'event-not-an-object': form((kind) => `the event should be an object, and is ${kind}`),
  'too-deep': form((layer) => `${layer} is nested too deep`),
}

/** Thrown from anywhere below `verify`, which turns it into its answer. */
export class Refusal {
  readonly cause: RefusalCause
  readonly httpStatus: 400 | 401
  readonly reason: string

  /** @param detail - what the sentence of this cause is about */
  constructor(cause: RefusalCause, detail = '') {
    const { httpStatus, say } = refusals[cause]
    this.cause = cause
    this.httpStatus = httpStatus
    this.reason = say(detail)
  }
}
