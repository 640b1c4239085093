import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from '../context.js'
import type { DeliveryLog, LogQuery } from '../delivery/log/log.js'
import { BadgeEventsError } from '../errors.js'
import { findLog } from './log-open.js'
import { type SelectOptions, toQuery } from './log-query.js'

export interface LogExportOptions extends SelectOptions {
  /** Without it, stdout. */
  output?: string | undefined
  force?: boolean | undefined
}

/** How many deliveries are read at once. */
const pageSize = 200

/** `log export`: writes deliveries as NDJSON, oldest first. */
export async function logExportRun(options: LogExportOptions, context: Context): Promise<number> {
  const { folder, hasLog } = findLog(context)
  const query = await toQuery(options, context.now())
  const sink = openSink(options, context)
  try {
    const count = hasLog ? await exportAll(folder, query, sink, context.signal) : 0
    if (context.signal.aborted) {
      sink.abandon()
      return 130
    }
    await sink.close()
    context.io.err(`${count} ${count === 1 ? 'delivery' : 'deliveries'} exported\n`)
    return 0
  } catch (error) {
    sink.abandon()
    throw error
  }
}

async function exportAll(
  folder: string,
  query: LogQuery,
  sink: Sink,
  signal: AbortSignal,
): Promise<number> {
  const { openLog } = await import('../delivery/log/log.js')
  const log = await openLog(folder)
  try {
    return await writeAll(log, query, sink, signal)
  } finally {
    await log.close()
  }
}

/** In pages, so that no statement stays open while a slow reader is waited for. */
async function writeAll(
  log: DeliveryLog,
  query: LogQuery,
  sink: Sink,
  signal: AbortSignal,
): Promise<number> {
  const { toLine } = await import('../delivery/transfer/line.js')
  let count = 0
  let afterSeq = 0
  while (!signal.aborted) {
    const page = [...log.list({ ...query, afterSeq, limit: pageSize, oldestFirst: true })]
    for (const { seq } of page) {
      const delivery = log.get(seq)
      if (delivery === null) continue
      if (!(await sink.write(toLine(delivery)))) return count
      count += 1
    }
    afterSeq = page.at(-1)?.seq ?? afterSeq
    if (page.length < pageSize) break
  }
  return count
}

/** Where an export goes. */
interface Sink {
  /** Resolves when more may follow; false when nobody reads any more. */
  write(line: string): Promise<boolean>
  close(): Promise<void>
  /** Leaves nothing behind. */
  abandon(): void
}

function openSink({ output, force }: LogExportOptions, { io, cwd }: Context): Sink {
  if (output === undefined) {
    return { write: io.outChunk, close: async () => {}, abandon() {} }
  }
  const path = resolve(cwd, output)
  if (existsSync(path) && !force) throw alreadyThere(path)
  // The whole export or nothing; readable for its owner alone, because members are in it.
  const draft = `${path}.${process.pid}.part`
  const stream = createWriteStream(draft, { mode: 0o600 })
  let failure: Error | undefined
  stream.on('error', (error) => {
    failure = error
  })
  const check = (error?: Error | null): void => {
    const cause = error ?? failure
    if (cause) throw unwritable(path, cause)
  }
  return {
    write: (line) =>
      new Promise<Error | null | undefined>((done) => void stream.write(line, done)).then(
        (error) => {
          check(error)
          return true
        },
      ),
    async close() {
      await new Promise<void>((done) => {
        stream.on('close', done)
        stream.end()
      })
      check()
      renameSync(draft, path)
    },
    abandon() {
      stream.destroy()
      rmSync(draft, { force: true })
    },
  }
}

function alreadyThere(path: string): BadgeEventsError {
  return new BadgeEventsError('FILE_UNWRITABLE', `${path} is there already`, {
    hint: '--force replaces it.',
  })
}

function unwritable(path: string, cause: Error): BadgeEventsError {
  return new BadgeEventsError('FILE_UNWRITABLE', `Cannot write ${path}: ${cause.message}`, {
    cause,
    hint: 'Check that its folder is there and that the disk has space.',
  })
}
