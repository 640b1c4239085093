/**
 * Everything that badge-events itself can fail with. A user's handler that throws is not in this
 * list: that is a `RunResult`.
 */
export type ErrorCode =
  | 'USAGE_INVALID'
  | 'EVENT_UNKNOWN'
  | 'EVENT_INVALID'
  | 'FIXTURE_NOT_FOUND'
  | 'FIXTURE_INVALID'
  | 'OVERRIDE_INVALID'
  | 'EXPECTATION_NOT_FOUND'
  | 'EXPECTATION_INVALID'
  | 'CONFIG_INVALID'
  | 'SITE_NOT_FOUND'
  | 'HANDLER_FILE_NOT_FOUND'
  | 'CODE_INVALID'
  | 'IMPORT_UNRESOLVED'
  | 'DATA_INVALID'
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'PORT_UNAVAILABLE'
  | 'LOG_UNUSABLE'
  | 'LOG_TOO_NEW'
  | 'SERVER_UNREACHABLE'
  | 'DELIVERY_NOT_FOUND'
  | 'TARGET_INVALID'
  | 'KEY_INVALID'
  | 'TOKEN_EXPIRED'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_REFUSED'
  | 'CHANGE_REFUSED'
  | 'WIX_UNAVAILABLE'
  | 'PACKAGE_NOT_FOUND'
  | 'INTERRUPTED'
  | 'INTERNAL'

/** A place in a file of the user's, 1-based line and column. */
export interface Place {
  file: string
  line: number
  column: number
}

/** Some lines of a source file around a place, so that an error can show its context. */
export interface CodeFrame extends Place {
  lines: { number: number; text: string }[]
}

export interface BadgeEventsErrorOptions {
  /** What to type or change next. */
  hint?: string
  /** The user's code that the error is about. */
  frame?: CodeFrame
  /** Machine-readable facts, shown in JSON mode only. */
  details?: Record<string, unknown>
  cause?: unknown
}

/**
 * The one error class of badge-events. The message says what happened and where, the hint says what
 * to type next; `main.ts` alone turns the code into an exit code.
 */
export class BadgeEventsError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly frame: CodeFrame | undefined
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: BadgeEventsErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'BadgeEventsError'
    this.code = code
    this.hint = options.hint
    this.frame = options.frame
    this.details = options.details
  }
}
