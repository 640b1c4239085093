/** What the words of an answer give away. Servers under development often say what went wrong. */
export type Tell = 'json-parser' | 'no-text' | 'key-unreadable' | 'signature' | 'event-unexpected'

/**
 * Words of V8, body-parser, Fastify and Next.js; of jose, which `@wix/sdk` verifies with; of
 * jsonwebtoken; and of the SDK itself. The first that fits counts.
 */
const tells: readonly (readonly [Tell, RegExp])[] = [
  ['event-unexpected', /Unexpected event type/],
  [
    'json-parser',
    /not valid JSON|JSON at position|FST_ERR_CTP_INVALID_JSON|Invalid JSON|Malformed JSON/i,
  ],
  [
    'key-unreadable',
    /SPKI|not correctly encoded|Invalid ?Character(?! in)|Invalid keyData|Missing public key|asn1|DECODER/i,
  ],
  [
    'no-text',
    /Compact JWS must be|Invalid Compact JWS|\[object Object\]|jwt must be|jwt malformed|reading '(?:split|trim|text)'/i,
  ],
  ['signature', /signature verification failed|invalid signature/i],
]

/** @param text - what a server answered to a valid delivery */
export function readTell(text: string): Tell | null {
  return tells.find(([, words]) => words.test(text))?.[0] ?? null
}
