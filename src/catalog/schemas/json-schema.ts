import { toJSONSchema } from 'zod/mini'
import type { EventKey } from '../keys.js'
import { schemas } from './index.js'

/** A static import of zod, because of a dynamic one a bundler keeps all of it. */
export function jsonSchemaOf(key: EventKey): Record<string, unknown> {
  return { ...toJSONSchema(schemas[key]) }
}
