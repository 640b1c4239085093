import type { ModuleDouble } from '../double.js'

/** Stands for `wix-auth`. */
export const wixAuth: ModuleDouble = {
  names: ['wix-auth'],
  create: ({ elevate }) => ({ default: { elevate }, named: { elevate } }),
}
