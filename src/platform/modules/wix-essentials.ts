import type { ModuleDouble } from '../double.js'
import { elevate } from './elevate.js'

/** Stands for `@wix/essentials`. */
export const wixEssentials: ModuleDouble = {
  names: ['@wix/essentials'],
  create: () => ({ named: { auth: { elevate } } }),
}
