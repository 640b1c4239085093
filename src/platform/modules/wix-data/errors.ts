/**
 * An error as Velo code sees it: real handlers test `code`, `details` and the start of `message`.
 */
export interface DataError extends Error {
  code: string
  details: { applicationError: { code: string; description: string } }
}

/** A mistake in an argument, with the code that wix-data reports it under. */
export interface Problem {
  code: string
  text: string
}

/** What another dialect needs to tell an error in its own shape. */
export interface Origin {
  problems: readonly Problem[]
  /** The call of a builder that ran, where its mistakes are told: `find() on Log`. */
  builder?: string
}

const origins = new WeakMap<object, Origin>()

/**
 * Creates the error of a wix-data call. Several problems, all found in one query, become one
 * error.
 */
export function createDataError(first: Problem, ...others: readonly Problem[]): DataError {
  return createError(first, { problems: [first, ...others] })
}

/** Creates the error of a builder that was given wrong arguments; undefined when it was not. */
export function createBuilderError(
  builder: string,
  problems: readonly Problem[],
): DataError | undefined {
  const [first] = problems
  return first && createError(first, { problems, builder })
}

/** How an error came about, undefined when it is none of ours. */
export function originOf(error: unknown): Origin | undefined {
  return typeof error === 'object' && error !== null ? origins.get(error) : undefined
}

/** What a data hook failed with: it reaches the caller as it is, even if it is no Error. */
export class HookFailure {
  readonly reason: unknown

  constructor(reason: unknown) {
    this.reason = reason
  }
}

function createError(first: Problem, origin: Origin): DataError {
  const lines = origin.problems.map(({ code, text }) => `${code}: ${text}`)
  const error = Object.assign(new Error(lines.join('\n')), {
    code: groupOf(first.code),
    details: { applicationError: { code: first.code, description: first.text } },
  })
  origins.set(error, origin)
  return error
}

const groups: Record<string, string> = {
  WDE0027: 'WD_PERMISSION_DENIED',
  WDE0073: 'WD_ITEM_DOES_NOT_EXIST',
  WDE0074: 'WD_ITEM_ALREADY_EXISTS',
  WDE0159: 'WD_VALIDATION_ERROR',
  WDE0165: 'WD_VALIDATION_ERROR',
  WDE0172: 'WD_TOO_MANY_REQUESTS',
}

// Checks of arguments are numbered up to 70; what the server refuses comes after.
function groupOf(code: string): string {
  return groups[code] ?? (Number(code.slice(3)) <= 70 ? 'WD_VALIDATION_ERROR' : 'WD_BAD_REQUEST')
}
