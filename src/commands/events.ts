import { readFixture } from '../catalog/fixture.js'
import { definitions, parseEventName } from '../catalog/index.js'
import { toJsonSchema } from '../catalog/schema.js'
import type { Context } from '../context.js'

export interface EventsOptions {
  event?: string | undefined
  schema?: boolean | undefined
  json?: boolean | undefined
}

/** `events`: lists the known events, or shows all that is known of one. */
export async function eventsRun(
  { event: name, schema, json }: EventsOptions,
  { io }: Context,
): Promise<number> {
  if (name === undefined) {
    if (schema) {
      const schemas = await Promise.all(
        definitions.map(async ({ key }) => [key, await toJsonSchema(key)] as const),
      )
      io.out(`${JSON.stringify(Object.fromEntries(schemas), null, 2)}\n`)
      return 0
    }
    if (json) {
      io.out(`${JSON.stringify(definitions, null, 2)}\n`)
      return 0
    }
    const { renderEventList } = await import('../output/render/events.js')
    io.out(await renderEventList(definitions, io))
    return 0
  }
  const definition = parseEventName(name)
  if (schema) {
    io.out(`${JSON.stringify(await toJsonSchema(definition.key), null, 2)}\n`)
    return 0
  }
  const fixture = readFixture(definition.key)
  if (json) {
    io.out(
      `${JSON.stringify({ ...definition, schema: await toJsonSchema(definition.key), fixture }, null, 2)}\n`,
    )
    return 0
  }
  const { renderEvent } = await import('../output/render/events.js')
  io.out(await renderEvent(definition, fixture, io))
  return 0
}
