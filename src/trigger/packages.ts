import { createRequire } from 'node:module'
import { join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import { isRecord } from '../event/record.js'

/** What a function of `@wix/members` is bound to: it gets a request's description by calling it. */
export interface HttpClient {
  request(describe: (host: { host: string }) => RequestDescription): Promise<unknown>
}

export interface RequestDescription {
  method: string
  url: string
  params?: URLSearchParams
  data?: unknown
}

/** The packages of the site that this command needs, as far as it uses them. */
export interface WixPackages {
  sdk: {
    createClient(config: {
      auth: AuthStrategy
      modules: object
      fetch?: typeof fetch
    }): Record<string, unknown>
    ApiKeyStrategy(options: { apiKey: string; siteId: string }): AuthStrategy
    AppStrategy(options: { appId: string; appSecret: string; instanceId: string }): AuthStrategy
  }
  members: MembersPackage
}

export type MembersPackage = Readonly<Record<string, unknown>>

export interface AuthStrategy {
  getAuthHeaders(host?: unknown): Promise<{ headers: Record<string, string> }>
}

/** @throws BadgeEventsError `PACKAGE_NOT_FOUND` */
export function loadMembers(root: string): MembersPackage {
  return load(root, '@wix/members', 'badgesV2')
}

/**
 * Loads the site's own packages, so that requests are made as its own code would make them.
 *
 * @param root - folder of the site
 * @throws BadgeEventsError `PACKAGE_NOT_FOUND`
 */
export function loadPackages(root: string): WixPackages {
  const sdk = load(root, '@wix/sdk', 'AppStrategy')
  return { sdk: sdk as unknown as WixPackages['sdk'], members: loadMembers(root) }
}

function load(root: string, name: string, mark: string): Readonly<Record<string, unknown>> {
  let loaded: unknown
  try {
    loaded = createRequire(join(root, 'package.json'))(name)
  } catch (cause) {
    throw notFound(root, `Cannot load ${name} in ${root}${reasonOf(cause)}`, cause)
  }
  if (isRecord(loaded) && mark in loaded) return loaded
  throw notFound(root, `The ${name} in ${root} is too old: it has no ${mark}`)
}

/** That it is not there needs no more words. */
function reasonOf(cause: unknown): string {
  const { code, message = '' } = cause as { code?: unknown; message?: string }
  return code === 'MODULE_NOT_FOUND' ? ': it is not installed' : `: ${message.split('\n', 1)[0]}`
}

function notFound(root: string, message: string, cause?: unknown): BadgeEventsError {
  return new BadgeEventsError('PACKAGE_NOT_FOUND', message, {
    cause,
    hint: 'npm install --save-dev @wix/sdk @wix/members',
    details: { root },
  })
}
