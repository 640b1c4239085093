import type { BundlePosition } from './protocol.js'

// Deep enough to get through a double's own frames to the user's.
const depth = 20

let bundleUrl = ''

/** Tells which script is the user's; positions are looked for in it alone. */
export function setBundleUrl(url: string): void {
  bundleUrl = url
}

/** Where in the user's bundle the running code was called from; null when the stack has no frame of it. */
export function callPosition(): BundlePosition | null {
  const { prepareStackTrace, stackTraceLimit } = Error
  Error.prepareStackTrace = findUserFrame
  Error.stackTraceLimit = depth
  const holder: { stack?: unknown } = {}
  Error.captureStackTrace(holder, callPosition)
  const position = holder.stack
  Error.stackTraceLimit = stackTraceLimit
  // V8 tells an unset hook from one that is undefined only by its value, so this restores both.
  Error.prepareStackTrace = prepareStackTrace
  return Array.isArray(position) ? [position[0], position[1]] : null
}

function findUserFrame(_error: Error, frames: NodeJS.CallSite[]): BundlePosition | null {
  for (const frame of frames) {
    if (frame.getFileName() === bundleUrl) {
      return [frame.getLineNumber() ?? 1, frame.getColumnNumber() ?? 1]
    }
  }
  return null
}
