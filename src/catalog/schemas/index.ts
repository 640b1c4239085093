import type * as z from 'zod/mini'
import type { EventKey } from '../keys.js'
import { badgeSchemas } from './badge.js'
import { badgeV4Schemas } from './badge-v4.js'
import { memberSchemas } from './member.js'

/** The schema of each event object. Strict: a key that Wix does not send is a typing mistake. */
export const schemas = {
  ...badgeSchemas,
  ...badgeV4Schemas,
  ...memberSchemas,
} satisfies Record<EventKey, z.ZodMiniType>
