import type { BundlePosition, ThrownValue } from '../platform/protocol.js'
import type { StackFrame } from './result.js'
import type { SourceMapper } from './source-map.js'

const frameLine = /^\s*at (?:async )?(?:(.*?) \()?(.+?):(\d+):(\d+)\)?$/

/** The user's own frames of a stack text, innermost first. Frames of ours, of Node and of npm packages are left out. */
export function userFrames(
  stack: string | undefined,
  bundleUrl: string,
  maps: SourceMapper,
): StackFrame[] {
  if (stack === undefined) return []
  return stack.split('\n').flatMap((line) => {
    const [, name, file, row, column] = frameLine.exec(line) ?? []
    if (file !== bundleUrl) return []
    const place = maps.place([Number(row), Number(column)])
    if (!place || place.file.includes('node_modules/')) return []
    return [{ ...place, function: cleanName(name) }]
  })
}

/**
 * Where a syntax or link error of the bundle stands: V8 puts the script's address on the first line
 * of such a stack, without a frame.
 */
export function headerPosition({ stack }: ThrownValue, bundleUrl: string): BundlePosition | null {
  const [first = ''] = (stack ?? '').split('\n')
  if (!first.startsWith(`${bundleUrl}:`)) return null
  const line = Number(first.slice(bundleUrl.length + 1))
  return Number.isInteger(line) ? [line, 1] : null
}

function cleanName(name: string | undefined): string | null {
  const cleaned = name?.replace(/^Object\./, '')
  return cleaned === undefined || cleaned === '' || cleaned === '<anonymous>' ? null : cleaned
}
