import { createCrmDouble } from './crm/versioned.js'
import { createSdkError } from './wix-error.js'

/** Stands for `@wix/crm`. */
export const wixCrm = createCrmDouble('@wix/crm', createSdkError)
