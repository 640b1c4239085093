import { BadgeEventsError } from '../errors.js'

/** Who changes the site. */
export type Credentials =
  /** An API key, and the site that it is used for. */
  | { kind: 'api-key'; apiKey: string; siteId: string; origins: Origins }
  /** An app, as it is installed on a site. */
  | { kind: 'app'; appId: string; appSecret: string; instanceId: string; origins: Origins }

/** Where each of the values was found, for people. */
export type Origins = Readonly<Record<string, string>>

/** A place where values are looked for. */
export interface Source {
  /** `the environment`, `.env.local`. */
  name: string
  values: Readonly<Record<string, string | undefined>>
}

/** The names that Wix's own tools use, and of an API key those that are widespread. */
export const variables = {
  apiKey: 'WIX_API_KEY',
  siteId: 'WIX_SITE_ID',
  appId: 'WIX_CLIENT_ID',
  appSecret: 'WIX_CLIENT_SECRET',
  instanceId: 'WIX_CLIENT_INSTANCE_ID',
} as const

/**
 * Takes the API key where there is one, else what an app has of its own.
 *
 * @param sources - the first one that has a value wins
 * @param site - the site as the command line names it
 * @throws BadgeEventsError `CREDENTIALS_MISSING`; `USAGE_INVALID` when a site is named and the app decides it
 */
export function readCredentials(sources: readonly Source[], site?: string): Credentials {
  const find = createFinder(sources)
  const apiKey = find(variables.apiKey)
  if (apiKey !== undefined) return withKey(apiKey, find, site)
  const appId = find(variables.appId)
  const appSecret = find(variables.appSecret)
  const instanceId = find(variables.instanceId)
  if (appId === undefined && appSecret === undefined) throw missingAll()
  if (site !== undefined) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      `--site ${site} cannot be reached with the credentials of an app: its instance decides the site`,
      { hint: `Set ${variables.apiKey}, or ${variables.instanceId} of that site, without --site.` },
    )
  }
  if (appId === undefined) throw missing(variables.appId)
  if (appSecret === undefined) throw missing(variables.appSecret)
  if (instanceId === undefined) throw missing(variables.instanceId)
  return {
    kind: 'app',
    appId: appId.value,
    appSecret: appSecret.value,
    instanceId: instanceId.value,
    origins: {
      [variables.appSecret]: appSecret.origin,
      [variables.instanceId]: instanceId.origin,
    },
  }
}

/** The values that must never be shown. */
export function secretsOf(credentials: Credentials): string[] {
  return credentials.kind === 'api-key' ? [credentials.apiKey] : [credentials.appSecret]
}

interface Found {
  value: string
  origin: string
}

type Finder = (name: string) => Found | undefined

function createFinder(sources: readonly Source[]): Finder {
  return (name) => {
    for (const { name: origin, values } of sources) {
      const value = values[name]?.trim()
      if (value) return { value, origin }
    }
    return undefined
  }
}

function withKey(apiKey: Found, find: Finder, site: string | undefined): Credentials {
  const siteId = site === undefined ? find(variables.siteId) : { value: site, origin: '--site' }
  if (siteId === undefined) throw missingSite()
  // Both become headers.
  for (const [name, { value, origin }] of [
    [variables.apiKey, apiKey],
    [variables.siteId, siteId],
  ] as const) {
    if (!/^[\u0021-\u007e]+$/.test(value)) {
      throw new BadgeEventsError(
        'CREDENTIALS_MISSING',
        `The value of ${name} in ${origin} cannot be one: it has spaces or characters that no header may have`,
        { hint: 'Copy it anew, on one line.' },
      )
    }
  }
  return {
    kind: 'api-key',
    apiKey: apiKey.value,
    siteId: siteId.value,
    origins: { [variables.apiKey]: apiKey.origin, [variables.siteId]: siteId.origin },
  }
}

const keyPlace =
  'An owner or co-owner of the account makes one in the API Keys Manager, https://manage.wix.com/account/api-keys'

function missingAll(): BadgeEventsError {
  return new BadgeEventsError(
    'CREDENTIALS_MISSING',
    `Nothing to sign in to Wix with: neither ${variables.apiKey} nor ${variables.appId} is set`,
    {
      hint: `Put ${variables.apiKey} into the environment, or into .env.local, which must not be committed. ${keyPlace}. With the credentials of your own app instead: ${variables.appId}, ${variables.appSecret} and ${variables.instanceId}.`,
    },
  )
}

function missingSite(): BadgeEventsError {
  return new BadgeEventsError(
    'CREDENTIALS_MISSING',
    `${variables.apiKey} is set, but not which site it is for`,
    {
      hint: `--site <id>, ${variables.siteId}, or siteId in wix.config.json. The id stands in the address of the site's dashboard, after /dashboard/.`,
    },
  )
}

function missing(name: string): BadgeEventsError {
  return new BadgeEventsError(
    'CREDENTIALS_MISSING',
    `The credentials of the app are not complete: ${name} is not set`,
    {
      hint: `In a project of Wix's CLI, \`npx wix env pull\` writes them into .env.local. Or set ${variables.apiKey} instead.`,
    },
  )
}
