/** Nobody's secret, and useful to see why a delivery was read as it was. */
const kept = new Set([
  'accept',
  'accept-encoding',
  'cache-control',
  'content-encoding',
  'content-length',
  'content-type',
  'date',
  'digest',
  'forwarded',
  'host',
  'idempotency-key',
  'origin',
  'traceparent',
  'tracestate',
  'transfer-encoding',
  'user-agent',
  'via',
  'x-b3-spanid',
  'x-b3-traceid',
  'x-correlation-id',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-real-ip',
  'x-request-id',
])

/** Wix's own, those of relays, and ours. */
const keptPrefixes = ['x-wix-', 'x-github-', 'x-smee-', 'badge-events-']
const secret = /auth|cookie|token|secret|password|session|signature|api-?key/

/**
 * The headers of a request that are safe to keep. By a list of what is known, so that a credential in
 * a header nobody thought of is not written to disk.
 *
 * @param headers - as `node:http` gives them
 */
export function safeHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const safe: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || !isSafe(name)) continue
    safe[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return safe
}

function isSafe(name: string): boolean {
  if (kept.has(name)) return true
  return keptPrefixes.some((prefix) => name.startsWith(prefix)) && !secret.test(name)
}
