import { BadgeEventsError } from '../errors.js'
import { isRecord } from '../event/record.js'
import type { Act } from './types.js'

/** Answers of other status codes have no advice of their own. */
const advice: Readonly<Record<number, string>> = {
  404: 'Check the ids: what they name must be on this site. Badges need the Members Area app.',
  409: 'It is there already, or was changed in the meantime. Run the command again.',
  428: 'It was changed in the meantime. Run the command again.',
  429: 'Too many requests. Wait a minute, then run the command again.',
}

const v3Advice =
  'The v3 API of badges was announced for removal in spring 2026: --api v4 makes the call of the v4 API instead.'

/** Errors of a connection that was never made; what went out before is not in doubt. */
const unsent: ReadonlySet<string> = new Set([
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN'],
])

/**
 * What Wix answered, or why it could not, as an error of ours. Statuses and shape:
 * https://dev.wix.com/docs/rest/articles/getting-started/errors
 *
 * @param failure - what the network did, when it was the network
 */
export function explainRefusal(error: unknown, act: Act, failure: unknown): BadgeEventsError {
  const name = `${act.call.module}.${act.call.method}`
  if (failure !== undefined) return unreachable(failure, `reach Wix for ${name}`, error)
  const status = statusOf(error)
  if (status === undefined) return unexpected(error, name)
  const { text, code } = messageOf(error)
  const details = {
    call: name,
    status,
    ...(code === undefined ? {} : { reason: code }),
    ...requestIdOf(error),
  }
  const said = `Wix refused ${name} (to ${act.does}) with ${status}${text === '' ? '' : `: ${text}`}`
  if (status === 401 || status === 403) {
    return new BadgeEventsError('CREDENTIALS_REFUSED', said, {
      cause: error,
      hint: permissionHint(status, act),
      details,
    })
  }
  if (status >= 500) {
    return new BadgeEventsError('WIX_UNAVAILABLE', said.replace('refused', 'failed at'), {
      cause: error,
      hint: 'Whether it was done all the same is not known: look at the site, then try again.',
      details: { ...details, isUncertain: true },
    })
  }
  const isV3 = act.call.module === 'badges'
  const hint = [advice[status], ...(isV3 && [404, 410].includes(status) ? [v3Advice] : [])]
    .filter((line) => line !== undefined)
    .join(' ')
  return new BadgeEventsError('CHANGE_REFUSED', said, {
    cause: error,
    details,
    ...(hint === '' ? {} : { hint }),
  })
}

/** A token for an app was not given out. */
export function explainSignIn(error: unknown, failure: unknown): BadgeEventsError {
  if (failure !== undefined) return unreachable(failure, 'reach Wix for a token', error)
  const message = error instanceof Error ? error.message : String(error)
  return new BadgeEventsError('CREDENTIALS_REFUSED', `Wix gave the app no token: ${message}`, {
    cause: error,
    hint: 'Check WIX_CLIENT_ID, WIX_CLIENT_SECRET and WIX_CLIENT_INSTANCE_ID: the instance must be one of this app.',
  })
}

function unreachable(failure: unknown, what: string, cause: unknown): BadgeEventsError {
  const code = networkCode(failure)
  const isTimeout = code === 'TimeoutError'
  const isUncertain = !unsent.has(code)
  const why = isTimeout ? 'no answer in 30 s' : code
  return new BadgeEventsError('WIX_UNAVAILABLE', `Cannot ${what}: ${why}`, {
    cause,
    hint: isUncertain
      ? 'Whether Wix did it all the same is not known: look at the site, then try again.'
      : 'Check that this machine reaches https://www.wixapis.com.',
    details: { reason: code, isUncertain },
  })
}

function networkCode(failure: unknown): string {
  const { cause, name } = (failure ?? {}) as { cause?: { code?: unknown }; name?: string }
  if (typeof cause?.code === 'string') return cause.code
  return name === 'TimeoutError' ? name : 'the connection failed'
}

/** The SDK itself refuses what it cannot make a request of. */
function unexpected(error: unknown, name: string): BadgeEventsError {
  if (error instanceof BadgeEventsError) return error
  const { text } = messageOf(error)
  return new BadgeEventsError('CHANGE_REFUSED', `@wix/members could not do ${name}: ${text}`, {
    cause: error,
    hint: 'Nothing was sent, or the answer was none that it knows. Its versions: npm ls @wix/sdk @wix/members',
    details: { call: name, isUncertain: true },
  })
}

function permissionHint(status: 401 | 403, { permission }: Act): string {
  if (status === 401) {
    return 'Check WIX_API_KEY: whole, of the account that owns the site, and not deleted there.'
  }
  return `The key or the app needs the permission ${permission}, and access to this site; a key works on sites of its own account only.`
}

/** The SDK hides its message in pretty-printed JSON. */
function messageOf(error: unknown): { text: string; code: string | undefined } {
  const message = error instanceof Error ? error.message : String(error)
  const code = codeOf(error)
  try {
    const { message: text } = JSON.parse(message) as { message?: unknown }
    return { text: typeof text === 'string' ? text : message, code }
  } catch {
    return { text: message, code }
  }
}

function codeOf(error: unknown): string | undefined {
  const { details } = (error ?? {}) as { details?: unknown }
  if (!isRecord(details) || !isRecord(details.applicationError)) return undefined
  const { code } = details.applicationError
  return code === undefined ? undefined : String(code)
}

function statusOf(error: unknown): number | undefined {
  const { status, response } = (error ?? {}) as {
    status?: unknown
    response?: { status?: unknown }
  }
  return [status, response?.status].find((one) => typeof one === 'number') as number | undefined
}

function requestIdOf(error: unknown): { requestId?: string } {
  const { requestId } = (error ?? {}) as { requestId?: unknown }
  return typeof requestId === 'string' ? { requestId } : {}
}
