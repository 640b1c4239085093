import { BadgeEventsError, type CodeFrame } from '../errors.js'
import { parseJson } from '../event/json.js'
import type { Located } from './finding.js'

export const configFile = 'badge-events/config.json'
export const defaultPort = 8787

/** The settings that badge-events reads, with what each must be. */
export const settings: Readonly<
  Record<string, { expected: string; accepts(value: unknown): boolean }>
> = {
  $schema: { expected: 'a text', accepts: isText },
  port: {
    expected: 'a whole number from 0 to 65535',
    accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65535,
  },
  publicKey: {
    expected: 'a text, or a list of texts',
    accepts: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
  },
}

export interface Config extends Located {
  /** Empty when it cannot be read. */
  values: Readonly<Record<string, unknown>>
  mistake: { reason: string; frame: CodeFrame } | null
}

/** Reads a config text; one that cannot be read is no error here. Null without a file. */
export function readConfig(text: string | null): Config | null {
  if (text === null) return null
  const config: Config = { file: configFile, text, values: {}, mistake: null }
  try {
    const value = parseJson(text, configFile)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...config, values: value as Record<string, unknown> }
    }
    const frame = { file: configFile, line: 1, column: 1, lines: [] }
    return { ...config, mistake: { reason: 'it must hold an object in braces', frame } }
  } catch (error) {
    if (!(error instanceof BadgeEventsError) || !error.frame) throw error
    const reason = error.message.replace(/^.*?column \d+: /, '')
    return { ...config, mistake: { reason, frame: error.frame } }
  }
}

/** Where a setting stands. */
export function positionOfKey({ text }: Config, key: string): { line: number; column: number } {
  const offset = text.indexOf(JSON.stringify(key))
  const lines = text.slice(0, Math.max(0, offset)).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}
