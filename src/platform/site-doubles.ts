import type { CannedAnswer } from './canned-answer.js'

/**
 * What `badge-events/doubles.js` of a site exports by default: members of Wix modules, by the specifier
 * that code imports, and answers for fetches.
 *
 * @example
 * ```js
 * // @type {import('badge-events').SiteDoubles}
 * export default {
 *   http: [{ match: 'https://api.example.com/*', body: { ok: true } }],
 *   'wix-loyalty.v2': { accounts: { async getAccount(id) { return { account: { _id: id } } } } },
 * }
 * ```
 */
export interface SiteDoubles {
  http?: CannedAnswer[]
  [velo: `wix-${string}`]: DoubleMembers
  [sdk: `@wix/${string}`]: DoubleMembers
}

/** Functions answer calls and are recorded; anything else is what code reads. */
export interface DoubleMembers {
  [name: string]: unknown
}
