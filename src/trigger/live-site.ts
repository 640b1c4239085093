import { BadgeEventsError } from '../errors.js'
import { createRedactor, type Redactor } from '../platform/redact.js'
import { explainRefusal, explainSignIn } from './api-error.js'
import { callBound } from './bound-call.js'
import { type Credentials, secretsOf } from './credentials.js'
import type { AuthStrategy, WixPackages } from './packages.js'
import type { SiteApi } from './types.js'

/** Longest time that Wix has for an answer, in ms. */
const requestMs = 30_000

/** A site that can be changed. */
export interface LiveSite extends SiteApi {
  /** Gets what an app needs to be known. @throws BadgeEventsError `CREDENTIALS_REFUSED`, `WIX_UNAVAILABLE` */
  signIn(): Promise<void>
}

/** Masks what nobody may read: of the credentials now, and of tokens that Wix gives for them later. */
export function createMask(credentials: Credentials | null): Redactor {
  const mask = createRedactor()
  for (const secret of credentials ? secretsOf(credentials) : []) mask.add(secret)
  return mask
}

/** Connects the site's own packages with the site. Nothing is sent yet. */
export function openLiveSite(
  { sdk, members }: WixPackages,
  credentials: Credentials,
  mask: Redactor,
): LiveSite {
  const auth = createAuth(sdk, credentials)
  const network = createNetwork()
  const client = sdk.createClient({ auth, modules: pick(members), fetch: network.fetch })
  return {
    async signIn() {
      try {
        const { headers } = await withTimeout(auth.getAuthHeaders())
        if (headers.Authorization) mask.add(headers.Authorization)
      } catch (error) {
        throw masked(explainSignIn(error, isNetworkFailure(error) ? error : undefined), mask)
      }
    },
    async call(act) {
      network.reset()
      try {
        return await callBound(client, act.call)
      } catch (error) {
        throw masked(explainRefusal(error, act, network.failure()), mask)
      }
    },
  }
}

function createAuth(sdk: WixPackages['sdk'], credentials: Credentials): AuthStrategy {
  if (credentials.kind === 'api-key') {
    const { apiKey, siteId } = credentials
    return sdk.ApiKeyStrategy({ apiKey, siteId })
  }
  const { appId, appSecret, instanceId } = credentials
  return sdk.AppStrategy({ appId, appSecret, instanceId })
}

/** The modules that plans call; the others need not be bound. */
function pick({ badges, badgesV2, badgeAssignments, members }: WixPackages['members']): object {
  return { badges, badgesV2, badgeAssignments, members }
}

/** `fetch` with a time limit, which remembers how it failed: the SDK writes over the error. */
function createNetwork() {
  let failure: unknown
  const limited: typeof fetch = async (input, init) => {
    try {
      return await fetch(input, { ...init, signal: AbortSignal.timeout(requestMs) })
    } catch (error) {
      // A copy, made before anybody changes it.
      const { name, cause } = error as Error
      failure = { name, cause }
      throw error
    }
  }
  return {
    fetch: limited,
    failure: () => failure,
    reset() {
      failure = undefined
    },
  }
}

/** What the SDK asks for by itself has no time limit. */
async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    const error = new DOMException('no answer', 'TimeoutError')
    timer = setTimeout(() => reject(error), requestMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.name === 'TimeoutError' ||
    (error instanceof TypeError && error.message === 'fetch failed')
  )
}

function masked(error: BadgeEventsError, mask: Redactor): BadgeEventsError {
  const { code, message, hint, details, cause } = error
  return new BadgeEventsError(code, mask.text(message), {
    cause,
    ...(hint === undefined ? {} : { hint: mask.text(hint) }),
    ...(details === undefined ? {} : { details: mask.apply(details) }),
  })
}
