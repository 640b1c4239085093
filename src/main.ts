import { randomUUID } from 'node:crypto'
import type { CommanderError } from 'commander'
import type { Context } from './context.js'
import { BadgeEventsError, type ErrorCode } from './errors.js'
import { createIo } from './output/io.js'
import { type HandlerThread, startWorker } from './runner/thread.js'

const exitCodes: Record<ErrorCode, number> = {
  USAGE_INVALID: 2,
  EVENT_UNKNOWN: 2,
  EVENT_INVALID: 2,
  FIXTURE_NOT_FOUND: 2,
  FIXTURE_INVALID: 2,
  OVERRIDE_INVALID: 2,
  EXPECTATION_NOT_FOUND: 2,
  EXPECTATION_INVALID: 2,
  CONFIG_INVALID: 2,
  SITE_NOT_FOUND: 2,
  HANDLER_FILE_NOT_FOUND: 2,
  CODE_INVALID: 2,
  IMPORT_UNRESOLVED: 2,
  DATA_INVALID: 2,
  FILE_UNREADABLE: 3,
  FILE_UNWRITABLE: 3,
  PORT_UNAVAILABLE: 3,
  LOG_UNUSABLE: 3,
  LOG_TOO_NEW: 3,
  SERVER_UNREACHABLE: 3,
  DELIVERY_NOT_FOUND: 2,
  TARGET_INVALID: 2,
  KEY_INVALID: 4,
  TOKEN_EXPIRED: 4,
  CREDENTIALS_MISSING: 4,
  CREDENTIALS_REFUSED: 4,
  CHANGE_REFUSED: 1,
  WIX_UNAVAILABLE: 3,
  PACKAGE_NOT_FOUND: 3,
  INTERRUPTED: 130,
  INTERNAL: 70,
}

/**
 * Runs the command line of a process and gives its exit code. The only place where an error becomes
 * an exit code; the codes are explained in docs/exit-codes.md.
 */
export async function main(process: NodeJS.Process): Promise<number> {
  const argv = process.argv.slice(2)
  // It takes as long to start as all that comes before it is needed, and there is a second core.
  let ahead = runsHandlers(argv) ? startWorker() : undefined
  const threads: HandlerThread[] = []
  const context: Context = {
    io: createIo(process, process.env, argv),
    env: process.env,
    cwd: process.cwd(),
    now: () => new Date(),
    newId: randomUUID,
    startThread() {
      const thread = ahead ?? startWorker()
      ahead = undefined
      threads.push(thread)
      return thread
    },
    signal: interruptSignal(process),
  }
  try {
    const { createProgram } = await import('./program/program.js')
    return await createProgram(context).run(argv)
  } catch (error) {
    return await reportError(error, context, argv.includes('--json'))
  } finally {
    // One that replaced a thread that died is known to no command.
    await Promise.all([ahead, ...threads].map((thread) => thread?.terminate()))
  }
}

/** `simulate` does, unless it sends the event somewhere. */
function runsHandlers([command, ...args]: readonly string[]): boolean {
  if (command === 'fuzz') return true
  return command === 'simulate' && !args.some((arg) => arg === '--to' || arg.startsWith('--to='))
}

/** How long a signal may be under way inside this process, in ms. */
const signalMs = 20

/** The first Ctrl-C asks the command to finish, the second one ends it. */
function interruptSignal(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.INTERRUPTED)
    controller.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  return controller.signal
}

async function reportError(
  error: unknown,
  { io, signal }: Context,
  json: boolean,
): Promise<number> {
  if (isCommanderError(error)) return reportUsage(error, io, json)
  const known = error instanceof BadgeEventsError ? error : await explain(error, signal)
  const exitCode = exitCodes[known.code]
  const { renderError, renderErrorJson } = await import('./output/render/error.js')
  io.err(json ? renderErrorJson(known, exitCode) : await renderError(known, io.errColour))
  return exitCode
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'exitCode' in error && 'code' in error
}

// Help and version are errors too in commander's eyes; it has printed its text by now.
function reportUsage(
  { exitCode, code, message }: CommanderError,
  io: Context['io'],
  json: boolean,
): number {
  if (exitCode === 0) return 0
  if (json) {
    const error = { code: 'USAGE_INVALID', message: message.replace(/^error: /, ''), reason: code }
    io.err(`${JSON.stringify({ error: { ...error, exitCode: exitCodes.USAGE_INVALID } })}\n`)
  }
  return exitCodes.USAGE_INVALID
}

/** Ctrl-C reaches esbuild's process too, and what fails because of that is no bug. */
async function explain(error: unknown, signal: AbortSignal): Promise<BadgeEventsError> {
  // The other process may have ended before our own signal was looked at.
  await new Promise((resolve) => setTimeout(resolve, signalMs))
  if (!signal.aborted) return asInternal(error)
  return new BadgeEventsError('INTERRUPTED', 'Stopped before the end', { cause: error })
}

function asInternal(error: unknown): BadgeEventsError {
  const { code, path, message, stack } = (error ?? {}) as NodeJS.ErrnoException
  if (typeof code === 'string' && path !== undefined) {
    const reads =
      code === 'ENOENT' || code === 'EISDIR' || (error as NodeJS.ErrnoException).syscall === 'read'
    return new BadgeEventsError(
      reads ? 'FILE_UNREADABLE' : 'FILE_UNWRITABLE',
      `Cannot use ${path}: ${message}`,
      { cause: error, hint: 'Check that it exists and that you may read and write it.' },
    )
  }
  return new BadgeEventsError(
    'INTERNAL',
    `This is a bug in badge-events: ${stack ?? String(error)}`,
    {
      cause: error,
      hint: 'Please report it with the command you typed.',
    },
  )
}
