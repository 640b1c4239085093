import type { ModuleDouble } from '../double.js'

/** Stands for `@wix/essentials`. */
export const wixEssentials: ModuleDouble = {
  names: ['@wix/essentials'],
  create: ({ elevate }) => ({ named: { auth: { elevate } } }),
}
