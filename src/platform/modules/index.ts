import type { ModuleDouble } from '../double.js'

/**
 * Where the double of each Wix module is. A further module is one more file and one more line here; it
 * is loaded for the sites that import the module, and costs the others nothing.
 */
const loaders: Record<string, () => Promise<ModuleDouble>> = {
  'wix-data': async () => (await import('./wix-data/index.js')).wixData,
  'wix-data.v2': async () => (await import('./wix-data.v2.js')).wixDataV2,
  '@wix/data': async () => (await import('./wix-data-sdk.js')).wixDataSdk,
  'wix-fetch': async () => (await import('./wix-fetch.js')).wixFetch,
  'wix-secrets-backend': async () => (await import('./wix-secrets-backend.js')).wixSecretsBackend,
  'wix-secrets-backend.v2': async () =>
    (await import('./wix-secrets-backend.v2.js')).wixSecretsBackendV2,
  '@wix/secrets': async () => (await import('./wix-secrets-backend.v2.js')).wixSecrets,
  'wix-auth': async () => (await import('./wix-auth.js')).wixAuth,
  '@wix/essentials': async () => (await import('./wix-essentials.js')).wixEssentials,
  'wix-web-module': async () => (await import('./wix-web-module.js')).wixWebModule,
  '@wix/web-methods': async () => (await import('./wix-web-module.js')).wixWebModule,
  'wix-members-backend': async () => (await import('./wix-members-backend.js')).wixMembersBackend,
  'wix-members.v2': async () => (await import('./wix-members.v2.js')).wixMembersV2,
  '@wix/members': async () => (await import('./wix-members-sdk.js')).wixMembersSdk,
  'wix-users-backend': async () => (await import('./wix-users-backend.js')).wixUsersBackend,
  'wix-crm-backend': async () => (await import('./wix-crm-backend.js')).wixCrmBackend,
  'wix-crm.v2': async () => (await import('./wix-crm.v2.js')).wixCrmV2,
  '@wix/crm': async () => (await import('./wix-crm-sdk.js')).wixCrm,
  'wix-http-functions': async () => (await import('./wix-http-functions.js')).wixHttpFunctions,
  'wix-router': async () => (await import('./wix-router.js')).wixRouter,
  'wix-realtime-backend': async () =>
    (await import('./wix-realtime-backend.js')).wixRealtimeBackend,
  'wix-cache-backend': async () => (await import('./wix-cache-backend.js')).wixCacheBackend,
  'wix-loyalty.v2': async () => (await import('./wix-loyalty.v2.js')).wixLoyaltyV2,
  'wix-media-backend': async () => (await import('./wix-media-backend.js')).wixMediaBackend,
  'wix-site-backend': async () => (await import('./wix-site-backend.js')).wixSiteBackend,
  'wix-notifications.v2': async () =>
    (await import('./wix-notifications.v2.js')).wixNotificationsV2,
  'wix-events-backend': async () => (await import('./wix-events-backend.js')).wixEventsBackend,
}

/** All modules that have a double. */
export const doubledModules: readonly string[] = Object.keys(loaders)

/** Loads the doubles of some modules; a module without one is left to the recorder. */
export function loadDoubles(modules: readonly string[]): Promise<ModuleDouble[]> {
  const wanted = modules.filter((module) => Object.hasOwn(loaders, module))
  return Promise.all(wanted.flatMap((module) => loaders[module]?.() ?? []))
}
