import type { ModuleDouble } from '../double.js'

// The values of the enum in the npm package `@wix/web-methods-definitions`.
const Permissions = { Anyone: 'Anyone', SiteMember: 'SiteMember', Admin: 'Admin' } as const

/**
 * Stands for `wix-web-module`: code that runs in the backend calls web methods directly,
 * unchecked.
 */
export const wixWebModule: ModuleDouble = {
  names: ['wix-web-module', '@wix/web-methods'],
  create: () => ({ default: { webMethod, Permissions }, named: { webMethod, Permissions } }),
}

function webMethod<T>(_permission: unknown, method: T): T {
  return method
}
