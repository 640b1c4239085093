import { parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { findSiteFolder } from '../project.js'
import { renderForm } from './event-form.js'
import {
  type EventInputOptions,
  nextEvent,
  prepareEvent,
  readDefaultEvent,
  readGivenEvent,
} from './event-input.js'

export interface GenerateOptions {
  event: string
  form?: 'velo' | 'sdk' | 'domain' | 'webhook' | undefined
  input: EventInputOptions
}

/** `generate`: prints an event object, or another form of it. */
export async function generateRun(
  { event: name, form, input: options }: GenerateOptions,
  context: Context,
): Promise<number> {
  const definition = parseEventName(name)
  const input =
    (await readGivenEvent(options, context)) ??
    readDefaultEvent(name, definition, findSiteFolder(context.cwd))
  const event = nextEvent(await prepareEvent(definition, input, options), options, context)
  context.io.out(`${await renderForm(definition, event, form, context)}\n`)
  return 0
}
