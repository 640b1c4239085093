import { createCrmDouble } from './crm/versioned.js'
import { createVeloError } from './wix-error.js'

/** Stands for `wix-crm.v2`. */
export const wixCrmV2 = createCrmDouble('wix-crm.v2', createVeloError)
