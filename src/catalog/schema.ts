import type * as z from 'zod/mini'
import { definitions } from './definitions.js'
import type { EventKey } from './keys.js'

/** A JSON Schema document, or a part of one. */
export type JsonSchema = Record<string, unknown>

/** The schema of an event's event object. Loads zod on the first call, never before. */
export async function loadSchema(key: EventKey): Promise<z.ZodMiniType> {
  const { schemas } = await import('./schemas/index.js')
  return schemas[key]
}

/** The same as a JSON Schema 2020-12 document, for editors and other tools. */
export async function toJsonSchema(key: EventKey): Promise<JsonSchema> {
  const { jsonSchemaOf } = await import('./schemas/json-schema.js')
  const { $schema, ...rest } = jsonSchemaOf(key)
  const definition = definitions.find((candidate) => candidate.key === key)
  return {
    $schema,
    title: definition?.title ?? key,
    description:
      `Event object of ${definition?.webhookType ?? key}. ${definition?.docs ?? ''}`.trim(),
    ...rest,
  }
}
