import { resolve } from 'node:path'
import type { EventKey } from '../catalog/index.js'
import type { Context } from '../context.js'
import type { Delivery } from '../delivery/types.js'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import { fixtureText, writeNewFile } from './case-files.js'
import { openFilledLog } from './log-open.js'

export interface CaptureOptions {
  id: string
  /** Without it, stdout. */
  output?: string | undefined
  /** Puts fakes in place of what is of a real member. */
  scrub?: boolean | undefined
  force?: boolean | undefined
  /** Writes a test beside the fixture. */
  test?: boolean | undefined
  /** The file that exports the handlers, for the test. */
  handler?: string | undefined
}

/** `capture`: writes the event of a delivery as a fixture. */
export async function captureRun(options: CaptureOptions, context: Context): Promise<number> {
  const { id, output, force, scrub } = options
  const { io, cwd } = context
  if (options.handler !== undefined && !options.test) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      '--handler is about the test, and none is written',
      {
        hint: 'For example badge-events capture last --test --handler src/backend/events.js',
      },
    )
  }
  const log = await openFilledLog(context, id)
  try {
    const delivery = log.find(id)
    const { event, key } = delivery
    const fixture = scrub ? await scrubbed(event, key) : event
    if (options.test) return await captureWithTest(delivery, fixture, options, context)
    const text = fixtureText(fixture)
    if (output === undefined) await io.outChunk(text)
    else writeNewFile(resolve(cwd, output), text, force === true)
    const next = output === undefined ? null : await simulateLine(fixture, key, output)
    io.err((await import('../output/render/capture.js')).renderCaptured(scrub === true, next))
    return 0
  } finally {
    await log.close()
  }
}

async function captureWithTest(
  delivery: Delivery,
  fixture: EventObject,
  { output, handler, force = false, scrub = false }: CaptureOptions,
  context: Context,
): Promise<number> {
  const [{ captureTest }, { tellSaved }, { renderCaptured }] = await Promise.all([
    import('./capture-test.js'),
    import('./save-case.js'),
    import('../output/render/capture.js'),
  ])
  const { io, cwd } = context
  const path = output === undefined ? undefined : resolve(cwd, output)
  const saved = await captureTest(delivery, fixture, { output: path, handler, force }, context)
  await tellSaved([saved], saved.project, false, context)
  io.err(renderCaptured(scrub, null))
  return 0
}

async function scrubbed(event: EventObject, key: EventKey | null): Promise<EventObject> {
  const { scrubEvent } = await import('../delivery/capture/scrub.js')
  return scrubEvent(event, key)
}

/** What to type next. Of an event outside the catalog, only its own site knows the handler. */
async function simulateLine(
  event: EventObject,
  key: EventKey | null,
  file: string,
): Promise<string> {
  const quoted = /^[\w./@:-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`
  const flags = key === null || (await fits(event, key)) ? '' : ' --no-validate'
  return `badge-events simulate ${key ?? '<handler>'} -f ${quoted}${flags}`
}

/** What really arrives may be more than what is documented. */
async function fits(event: EventObject, key: EventKey): Promise<boolean> {
  const [{ parseEventName }, { validateEvent }] = await Promise.all([
    import('../catalog/index.js'),
    import('../event/validate.js'),
  ])
  return (await validateEvent(parseEventName(key), event)).length === 0
}
