/** RFC 9110, 7.6.1 and what is about one connection or one message on it. */
const ofOneConnection: ReadonlySet<string> = new Set([
  ...['connection', 'keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['expect', 'host', 'content-length'],
  // What the sender can unpack; here the answer is read, and shown.
  'accept-encoding',
])

const token = /^[!#$%&'*+\-.^_`|~0-9a-z]+$/i
// Of the control characters, HTTP allows the tab alone.
const forbidden = /[^\t\u0020-\u007e\u0080-\u00ff]/

/** The headers of a delivery that go on with it. Those that HTTP forbids are left out. */
export function forwardedHeaders(
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  const named = connectionOptions(headers)
  return Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => {
      const lower = name.toLowerCase()
      if (ofOneConnection.has(lower) || lower.startsWith('proxy-') || named.has(lower)) return false
      return token.test(name) && typeof value === 'string' && !forbidden.test(value)
    }),
  )
}

/** The headers that `connection` names are about this connection too. */
function connectionOptions(headers: Readonly<Record<string, string>>): ReadonlySet<string> {
  const lists = Object.entries(headers).filter(([name]) => name.toLowerCase() === 'connection')
  return new Set(
    lists.flatMap(([, list]) => list.split(',').map((name) => name.trim().toLowerCase())),
  )
}
