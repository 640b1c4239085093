import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { EventKey } from '../catalog/index.js'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import { openFilledLog } from './log-open.js'

export interface CaptureOptions {
  id: string
  /** Without it, stdout. */
  output?: string | undefined
  /** Puts fakes in place of what is of a real member. */
  scrub?: boolean | undefined
  force?: boolean | undefined
}

/** `capture`: writes the event of a delivery as a fixture. */
export async function captureRun(options: CaptureOptions, context: Context): Promise<number> {
  const { id, output, force, scrub } = options
  const { io, cwd } = context
  const log = await openFilledLog(context, id)
  try {
    const { event, key } = log.find(id)
    const fixture = scrub ? await scrubbed(event, key) : event
    const text = `${JSON.stringify(fixture, null, 2)}\n`
    if (output === undefined) await io.outChunk(text)
    else writeFixture(resolve(cwd, output), text, force === true)
    const next = output === undefined ? null : await simulateLine(fixture, key, output)
    io.err((await import('../output/render/capture.js')).renderCaptured(scrub === true, next))
    return 0
  } finally {
    await log.close()
  }
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

function writeFixture(path: string, text: string, force: boolean): void {
  if (existsSync(path) && !force) {
    throw new BadgeEventsError('FILE_UNWRITABLE', `${path} is there already`, {
      hint: '--force replaces it.',
    })
  }
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text, { flag: force ? 'w' : 'wx' })
  } catch (cause) {
    throw new BadgeEventsError(
      'FILE_UNWRITABLE',
      `Cannot write ${path}: ${(cause as Error).message}`,
      {
        cause,
        hint: 'Name a file in a folder that you may write to.',
      },
    )
  }
}
