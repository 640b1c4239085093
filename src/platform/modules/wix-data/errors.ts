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

/**
 * Creates the error of a wix-data call. Several problems, all found in one query, become one
 * error.
 */
export function createDataError(first: Problem, ...others: readonly Problem[]): DataError {
  const lines = [first, ...others].map(({ code, text }) => `${code}: ${text}`)
  return Object.assign(new Error(lines.join('\n')), {
    code: groupOf(first.code),
    details: { applicationError: { code: first.code, description: first.text } },
  })
}

const groups: Record<string, string> = {
  WDE0073: 'WD_ITEM_DOES_NOT_EXIST',
  WDE0074: 'WD_ITEM_ALREADY_EXISTS',
  WDE0159: 'WD_VALIDATION_ERROR',
  WDE0165: 'WD_VALIDATION_ERROR',
}

// Checks of arguments are numbered up to 70; what the server refuses comes after.
function groupOf(code: string): string {
  return groups[code] ?? (Number(code.slice(3)) <= 70 ? 'WD_VALIDATION_ERROR' : 'WD_BAD_REQUEST')
}
