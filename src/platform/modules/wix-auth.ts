import type { ModuleDouble } from '../double.js'
import { elevate } from './elevate.js'

/** Stands for `wix-auth`. */
export const wixAuth: ModuleDouble = {
  names: ['wix-auth'],
  create: () => ({ default: { elevate }, named: { elevate } }),
}
