import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { nearest } from './catalog/suggest.js'
import { createCodeFrame } from './code-frame.js'
import { BadgeEventsError, type CodeFrame } from './errors.js'
import { parseJson } from './event/json.js'

/** Relative to the site. */
export const configFile = 'badge-events/config.json'
export const defaultPort = 8787

/** The settings of a site, docs/config.schema.json. A command's flags go before them. */
export interface Config {
  /** Port that deliveries arrive at; 0 stands for any free one. */
  port?: number
  /** Address to listen at. */
  host?: string
  /** Public keys of the app: PEM, its base64, or names of files relative to the site. */
  publicKey?: string[]
  /** Where this machine can be reached from outside, `https://…`. */
  publicUrl?: string
  /** Addresses that deliveries are passed on to. */
  forwardTo?: string[]
  /** Names of the events that are wanted. */
  events?: string[]
}

interface Setting {
  expected: string
  accepts(value: unknown): boolean
}

const port: Setting = {
  expected: 'a whole number from 0 to 65535',
  accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= 65535,
}
const text: Setting = { expected: 'a text', accepts: isText }
const texts: Setting = {
  expected: 'a text, or a list of texts',
  accepts: (value) => isText(value) || (Array.isArray(value) && value.every(isText)),
}
const address: Setting = {
  expected: 'an address that begins with http:// or https://',
  accepts: (value) => isText(value) && /^https?:\/\/[^\s/]/.test(value),
}

/** What each setting must be. */
export const settings: Readonly<Record<'$schema' | keyof Config, Setting>> = {
  $schema: text,
  port,
  host: text,
  publicKey: texts,
  publicUrl: address,
  forwardTo: texts,
  events: texts,
}

export type SettingName = keyof typeof settings

/** Whether badge-events reads a setting of this name. */
export function isSettingName(key: string): key is SettingName {
  return Object.hasOwn(settings, key)
}

/**
 * The settings of a site; none where it has no file of them.
 *
 * @param root - the site's folder
 * @throws BadgeEventsError `CONFIG_INVALID` with the place, `FILE_UNREADABLE`
 */
export function readConfig(root: string): Config {
  const source = inspectConfig(readText(join(root, configFile)))
  if (source === null) return {}
  if (source.mistake) {
    const { reason, frame } = source.mistake
    throw new BadgeEventsError(
      'CONFIG_INVALID',
      `${configFile}:${frame.line}:${frame.column} cannot be read: ${reason}`,
      { frame: withoutKeys(frame), hint: 'Mend the JSON at this place.' },
    )
  }
  for (const [key, value] of Object.entries(source.values)) validate(source, key, value)
  return toConfig(source.values)
}

/** A config text, parsed as far as it goes. */
export interface ConfigSource {
  file: string
  text: string
  /** Empty when it cannot be read. */
  values: Readonly<Record<string, unknown>>
  mistake: { reason: string; frame: CodeFrame } | null
}

/** Parses a config text; one that cannot be read is no error here. Null without a file. */
export function inspectConfig(text: string | null): ConfigSource | null {
  if (text === null) return null
  const source: ConfigSource = { file: configFile, text, values: {}, mistake: null }
  try {
    const value = parseJson(text, configFile)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { ...source, values: value as Record<string, unknown> }
    }
    const frame = { file: configFile, line: 1, column: 1, lines: [] }
    return { ...source, mistake: { reason: 'it must hold an object in braces', frame } }
  } catch (error) {
    if (!(error instanceof BadgeEventsError) || !error.frame) throw error
    const reason = error.message.replace(/^.*?column \d+: /, '')
    return { ...source, mistake: { reason, frame: error.frame } }
  }
}

/** Where a setting stands. */
export function positionOfKey(
  { text }: Pick<ConfigSource, 'text'>,
  key: string,
): { line: number; column: number } {
  const offset = text.indexOf(JSON.stringify(key))
  const lines = text.slice(0, Math.max(0, offset)).split('\n')
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read ${path}: ${message}`, { cause })
  }
}

function validate(source: ConfigSource, key: string, value: unknown): void {
  if (isSettingName(key) && settings[key].accepts(value)) return
  const { line, column } = positionOfKey(source, key)
  const known = Object.keys(settings)
  const near = nearest(key, known)
  const [message, hint] = isSettingName(key)
    ? [`the setting "${key}" must be ${settings[key].expected}`, 'Change its value.']
    : [
        `badge-events knows no setting "${key}"`,
        near.length > 0
          ? `Did you mean ${near.join(' or ')}?`
          : `The settings are ${known.join(', ')}.`,
      ]
  throw new BadgeEventsError('CONFIG_INVALID', `${configFile}:${line}:${column}: ${message}`, {
    frame: withoutKeys(createCodeFrame(source.text, { file: configFile, line, column })),
    hint,
    details: { key, nearest: near },
  })
}

/** What is long and looks like base64 may be a private key, pasted by mistake. */
function withoutKeys(frame: CodeFrame): CodeFrame {
  const lines = frame.lines.map(({ number, text }) => ({
    number,
    text: text.replace(/[\w+/=]{40,}.*$/, '…'),
  }))
  return { ...frame, lines }
}

function toConfig({ port, host, publicKey, publicUrl, forwardTo, events }: Values): Config {
  return {
    ...(typeof port === 'number' ? { port } : {}),
    ...(isText(host) ? { host } : {}),
    ...(publicKey === undefined ? {} : { publicKey: listOf(publicKey) }),
    ...(isText(publicUrl) ? { publicUrl } : {}),
    ...(forwardTo === undefined ? {} : { forwardTo: listOf(forwardTo) }),
    ...(events === undefined ? {} : { events: listOf(events) }),
  }
}

type Values = Readonly<Record<string, unknown>>

function listOf(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : [value]
  return list.filter(isText)
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}
