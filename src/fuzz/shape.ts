import type { JsonSchema } from '../catalog/schema.js'
import { isRecord } from '../event/record.js'

/** What a value of an event may be, read from a JSON Schema. */
export type Shape =
  | TextShape
  | { kind: 'date' }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'flag' }
  | { kind: 'number' }
  | { kind: 'null' }
  | { kind: 'list'; item: Shapes }
  | RecordShape
  /** Keys and values are an app's or a site owner's own. */
  | { kind: 'map'; value: Shapes }
  | { kind: 'anything' }

export interface TextShape {
  kind: 'text'
  min: number
  max: number | undefined
  pattern: RegExp | undefined
}

/** A record that has these fields and no others. */
export interface RecordShape {
  kind: 'record'
  fields: readonly Field[]
}

export interface Field {
  name: string
  isRequired: boolean
  shapes: Shapes
}

/** The alternatives of one place, in the order of the schema. */
export type Shapes = readonly Shape[]

/** The shapes that a schema of the catalog allows. It knows the keywords those schemas use, and no more. */
export function readShapes(schema: JsonSchema): Shapes {
  const { anyOf, enum: values, type, additionalProperties } = schema
  if (Array.isArray(anyOf)) return anyOf.filter(isRecord).flatMap(readShapes)
  if (Array.isArray(values)) return [{ kind: 'choice', values: values.map(String) }]
  if (Array.isArray(type)) return type.flatMap((one) => readShapes({ ...schema, type: one }))
  switch (type) {
    case 'string':
      return [schema.format === 'date-time' ? { kind: 'date' } : readText(schema)]
    case 'boolean':
      return [{ kind: 'flag' }]
    case 'number':
    case 'integer':
      return [{ kind: 'number' }]
    case 'null':
      return [{ kind: 'null' }]
    case 'array':
      return [{ kind: 'list', item: readShapes(part(schema.items)) }]
    case 'object':
      return [
        isRecord(additionalProperties)
          ? { kind: 'map', value: readShapes(additionalProperties) }
          : readRecord(schema),
      ]
    default:
      return [{ kind: 'anything' }]
  }
}

function readText({ minLength, maxLength, pattern }: JsonSchema): TextShape {
  return {
    kind: 'text',
    min: typeof minLength === 'number' ? minLength : 0,
    max: typeof maxLength === 'number' ? maxLength : undefined,
    pattern: typeof pattern === 'string' ? new RegExp(pattern) : undefined,
  }
}

function readRecord({ properties, required }: JsonSchema): RecordShape {
  const names: readonly unknown[] = Array.isArray(required) ? required : []
  const fields = Object.entries(part(properties)).map(([name, schema]) => ({
    name,
    isRequired: names.includes(name),
    shapes: readShapes(part(schema)),
  }))
  return { kind: 'record', fields }
}

function part(schema: unknown): JsonSchema {
  return isRecord(schema) ? schema : {}
}
