/** What a server of Wix says about a call that it refused. */
export interface WixFailure {
  /** HTTP status. */
  status: number
  /** `NOT_FOUND`; SDK calls that the server refuses without a name have the status instead. */
  code: string | number
  description: string
  data?: Record<string, unknown>
}

export interface ErrorDetails {
  applicationError: {
    description: string
    code: string | number
    data: Record<string, unknown>
  }
}

/** An error of a Velo module other than `wix-data`. */
export type VeloError = Error & { details: ErrorDetails }

/** An error of an `@wix/*` module. It has no `code` of its own. */
export type SdkError = Error & {
  details: ErrorDetails & { requestId: string }
  requestId: string
  status: number
  response: { data: { message: string; details: ErrorDetails }; status: number }
}

// No request takes place; a made-up id would make two runs of the same handler differ.
const requestId = '00000000-0000-0000-0000-000000000000'

/**
 * Creates the standard error of Velo modules, stable and `.v2`.
 *
 * @see https://dev.wix.com/docs/rest/articles/getting-started/errors
 */
export function createVeloError(failure: WixFailure): VeloError {
  return Object.assign(new Error(failure.description), { details: detailsOf(failure) })
}

/**
 * Creates the error of `@wix/*` modules: its message is JSON text, the code is in `details`.
 *
 * @see https://dev.wix.com/docs/sdk/articles/work-with-the-sdk/error-handling
 */
export function createSdkError(failure: WixFailure): SdkError {
  const { status, description } = failure
  const response = { data: { message: description, details: detailsOf(failure) }, status }
  const details = { ...detailsOf(failure), requestId }
  const message = JSON.stringify({ message: description, details }, null, 2)
  // With the message an own property as well, the order of keys is that of the real one.
  return Object.assign(new Error(), { response, requestId, details, status, message })
}

function detailsOf({ description, code, data = {} }: WixFailure): ErrorDetails {
  return { applicationError: { description, code, data } }
}

/** A mistake in an argument that the server names. */
export interface FieldViolation {
  /** `badge.revision` */
  field: string
  description: string
  ruleName?: string
}

export type InvalidArgumentError = Error & {
  details: { validationError: { fieldViolations: FieldViolation[] } }
}

/** Creates the error of a Velo call with an argument that the server does not accept. */
export function createVeloInvalidError(...violations: FieldViolation[]): InvalidArgumentError {
  const details = { validationError: { fieldViolations: violations } }
  return Object.assign(new Error(violationText(violations)), { details })
}

/** Creates the same of an `@wix/*` call. */
export function createSdkInvalidError(
  ...violations: FieldViolation[]
): InvalidArgumentError & { status: number; requestId: string; response: object } {
  const { message, details: sent } = createVeloInvalidError(...violations)
  const response = { data: { message: 'Invalid argument', details: sent }, status: 400 }
  const details = { ...sent, requestId }
  const text = JSON.stringify({ message, details }, null, 2)
  return Object.assign(new Error(), { response, requestId, details, status: 400, message: text })
}

function violationText(violations: readonly FieldViolation[]): string {
  const parts = violations.map(({ field, description }) => `"${field}" ${description}`)
  return `INVALID_ARGUMENT: ${parts.join(', ')}`
}
