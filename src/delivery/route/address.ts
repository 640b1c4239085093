import { BadgeEventsError } from '../../errors.js'

const examples =
  'Write a port (3000), a port and path (:3000/hook), or an address (https://example.com/hook).'

/**
 * The address that a person typed: `3000`, `:3000/hook`, `localhost:3000/hook`, or a whole one. What
 * has no scheme is `http:`, what has no host is `localhost`.
 *
 * @returns an absolute `http:` or `https:` address without a fragment
 * @throws BadgeEventsError `TARGET_INVALID`
 */
export function parseAddress(text: string): string {
  const typed = text.trim()
  if (typed === '') throw invalid(text, 'it is empty')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: URL would drop them without a word
  if (/[\u0000-\u0020\u007f]/.test(typed)) throw invalid(text, 'it has a space in it')
  if (typed.startsWith('/')) throw invalid(text, 'it has a path only, and no port or host')
  const url = parseUrl(withScheme(typed), text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(text, `${url.protocol} is not supported, only http: and https:`)
  }
  if (url.port === '0') throw invalid(text, 'there is no port 0')
  url.hash = ''
  return url.href
}

function withScheme(typed: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):(\/*)/i.exec(typed)
  const [, name = '', slashes = ''] = scheme ?? []
  const isHttp = /^https?$/i.test(name)
  // `http:/host` and `http:host` would be read as a host named http.
  if (isHttp && slashes.length !== 2) throw invalid(typed, `${name}: is followed by two slashes`)
  if (isHttp || slashes.length >= 2) return typed
  // A number alone would be read as an IPv4 address.
  if (/^\d+(?:[/?#]|$)/.test(typed)) return `http://localhost:${typed}`
  return typed.startsWith(':') ? `http://localhost${typed}` : `http://${typed}`
}

function parseUrl(address: string, text: string): URL {
  try {
    return new URL(address)
  } catch (cause) {
    const port = /^[a-z]+:\/\/[^/?#]*:(\d+)(?:[/?#]|$)/i.exec(address)?.[1]
    const reason =
      port !== undefined && Number(port) > 65_535
        ? `there is no port ${port}; the highest is 65535`
        : 'it is not an address'
    throw invalid(text, reason, cause)
  }
}

function invalid(text: string, reason: string, cause?: unknown): BadgeEventsError {
  return new BadgeEventsError('TARGET_INVALID', `Cannot send to "${masked(text)}": ${reason}`, {
    hint: examples,
    ...(cause === undefined ? {} : { cause }),
  })
}

/** A mistyped address may have a password all the same. */
function masked(text: string): string {
  return text.replace(/(:)[^:@/]+(@)/, '$1***$2')
}
