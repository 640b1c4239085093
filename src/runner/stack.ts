import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../package-root.js'
import type { BundlePosition, ThrownValue } from '../platform/protocol.js'
import type { StackFrame } from './result.js'
import type { SourceMapper } from './source-map.js'

const ownUrl = pathToFileURL(join(packageRoot, 'dist/')).href
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
    if (file === undefined || withoutAgain(file) !== bundleUrl) return []
    const place = maps.place([Number(row), Number(column)])
    if (!place || place.file.includes('node_modules/')) return []
    return [{ ...place, function: cleanName(name) }]
  })
}

const stackLine = /^(\s*)at (async )?(?:(.*?) \()?(.+?):(\d+):(\d+)\)?( \{)?$/

/**
 * A logged text with the stacks in it as the user knows them, `console.error(error)` for one: the
 * bundle's lines become those of the files it was made of, frames of ours and of Node are left out.
 */
export function withUserFrames(text: string, bundleUrl: string, maps: SourceMapper): string {
  if (!text.includes(bundleUrl)) return text
  const lines: string[] = []
  for (const line of text.split('\n')) {
    const [, indent, async = '', name, file, row, column, brace = ''] = stackLine.exec(line) ?? []
    if (file !== undefined && withoutAgain(file) === bundleUrl) {
      const place = maps.place([Number(row), Number(column)])
      const where = place ? `${place.file}:${place.line}:${place.column}` : 'the bundle'
      const called = cleanName(name)
      const subject = called === null ? where : `${called} (${where})`
      lines.push(`${indent}at ${async}${subject}${brace}`)
    } else if (file === undefined || !isForeign(file)) {
      lines.push(line)
    } else {
      // The properties of a logged error begin behind its last frame.
      lines.push((lines.pop() ?? '') + brace)
    }
  }
  return lines.join('\n')
}

const again = /\?again=\d+$/

/** A bundle that was loaded again has the same lines under another address. */
function withoutAgain(url: string): string {
  return url.replace(again, '')
}

function isForeign(file: string): boolean {
  return file.startsWith('node:') || file.startsWith(ownUrl) || sdkScriptUrl.test(file)
}

/** The script with the parts of the real SDK, in the cache of the site. */
const sdkScriptUrl = /\/sdk\/[0-9a-f]{16}\.mjs$/

/**
 * Where a syntax or link error of the bundle stands: V8 puts the script's address on the first line
 * of such a stack, without a frame.
 */
export function headerPosition({ stack }: ThrownValue, bundleUrl: string): BundlePosition | null {
  const [first = ''] = (stack ?? '').split('\n')
  const [, url = '', row] = /^(.+):(\d+)$/.exec(first) ?? []
  if (withoutAgain(url) !== bundleUrl) return null
  const line = Number(row)
  return Number.isInteger(line) ? [line, 1] : null
}

function cleanName(name: string | undefined): string | null {
  const cleaned = name?.replace(/^Object\./, '')
  return cleaned === undefined || cleaned === '' || cleaned === '<anonymous>' ? null : cleaned
}
