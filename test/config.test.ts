import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Config, readConfig, type SettingName, settings } from '../src/config.js'
import { BadgeEventsError } from '../src/errors.js'
import { packageRoot } from '../src/package-root.js'
import { runCli } from './cli/run-cli.js'
import { createSite } from './cli/site.js'

const file = 'badge-events/config.json'
const read = (text: string): Config => readConfig(createSite({ [file]: text }).root)

function errorOf(text: string): BadgeEventsError {
  try {
    read(text)
  } catch (error) {
    if (error instanceof BadgeEventsError) return error
    throw error
  }
  throw new Error(`read without an error: ${text}`)
}

describe('the config', () => {
  test('may be missing or empty', () => {
    expect(readConfig(createSite({}).root)).toEqual({})
    expect(read('{}')).toEqual({})
  })

  test('holds all its settings, lists where a text may be one', () => {
    expect(
      read(`\ufeff{ "$schema": "x", "port": 0, "host": "::1", "publicKey": "a",
        "publicUrl": "https://a.example", "forwardTo": ["3000", ":80/x"], "events": "assigned" }`),
    ).toEqual({
      port: 0,
      host: '::1',
      publicKey: ['a'],
      publicUrl: 'https://a.example',
      forwardTo: ['3000', ':80/x'],
      events: ['assigned'],
    })
  })

  test.each([
    [
      '{\n  "prot": 1\n}',
      `${file}:2:3: badge-events knows no setting "prot"`,
      'Did you mean port?',
    ],
    [
      '{ "__proto__": 1 }',
      `${file}:1:3: badge-events knows no setting "__proto__"`,
      /^The settings are \$schema, port/,
    ],
    ['{ "toString": 1 }', `${file}:1:3: badge-events knows no setting "toString"`, /settings/],
    [
      '{ "port": "80" }',
      `${file}:1:3: the setting "port" must be a whole number from 0 to 65535`,
      /Change/,
    ],
    [
      '{ "port": 65536 }',
      `${file}:1:3: the setting "port" must be a whole number from 0 to 65535`,
      /Change/,
    ],
    ['{ "host": null }', `${file}:1:3: the setting "host" must be a text`, /Change/],
    [
      '{ "events": [1] }',
      `${file}:1:3: the setting "events" must be a text, or a list of texts`,
      /Change/,
    ],
    [
      '{ "publicUrl": "a.example" }',
      `${file}:1:3: the setting "publicUrl" must be an address that begins with http:// or https://`,
      /Change/,
    ],
    [
      '{\n "port": 1,\n}',
      `${file}:3:1 cannot be read: expected a key in double quotes, got "}"`,
      /Mend/,
    ],
    ['[]', `${file}:1:1 cannot be read: it must hold an object in braces`, /Mend/],
    ['', `${file}:1:1 cannot be read: expected a value, got the end`, /Mend/],
  ])('%j is an error with its place', (text, message, hint) => {
    const error = errorOf(text)
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message })
    expect(error.hint).toMatch(hint)
    expect(error.frame).toMatchObject({ file })
  })

  test('shows its lines, but no key that stands there', () => {
    const secret = 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7'
    const { frame } = errorOf(`{\n  "publicKey": "${secret}",\n  "prot": 1\n}`)
    const lines = frame?.lines.map(({ text }) => text).join('\n')
    expect(lines).toContain('"prot": 1')
    expect(lines).not.toContain(secret)
  })

  test('ends a command with exit code 2 and a caret', async () => {
    const { root } = createSite({ [file]: '{\n  "prot": 1\n}' })
    const { exitCode, stderr } = await runCli(['keys'], { cwd: root })
    expect(exitCode).toBe(2)
    expect(stderr).toContain('> 2 |   "prot": 1')
  })
})

describe('the schema of the config', () => {
  const schema = JSON.parse(readFileSync(join(packageRoot, 'docs/config.schema.json'), 'utf8'))

  test('has the settings that the code has', () => {
    expect(Object.keys(schema.properties).sort()).toEqual(Object.keys(settings).sort())
    expect(schema.additionalProperties).toBe(false)
  })

  /** As much of JSON Schema as the file uses. */
  function fits(value: unknown, rule: Record<string, unknown>): boolean {
    if (Array.isArray(rule.anyOf)) return rule.anyOf.some((each) => fits(value, each))
    if (rule.type === 'array') {
      const items = rule.items as Record<string, unknown>
      return Array.isArray(value) && value.every((each) => fits(each, items))
    }
    if (rule.type === 'integer') {
      const { minimum, maximum } = rule
      return (
        Number.isInteger(value) &&
        Number(value) >= Number(minimum) &&
        Number(value) <= Number(maximum)
      )
    }
    expect(rule.type).toBe('string')
    return typeof value === 'string' && new RegExp(String(rule.pattern ?? '')).test(value)
  }

  const samples = [
    '',
    'a',
    'http://a',
    'https://',
    'ftp://a',
    ' http://a',
    [],
    ['a'],
    [1],
    0,
    -1,
    1.5,
    65535,
    65536,
    null,
    true,
    {},
  ]
  test.each(Object.keys(settings) as SettingName[])('takes what the code takes: %s', (name) => {
    for (const sample of samples) {
      expect(fits(sample, schema.properties[name]), JSON.stringify(sample)).toBe(
        settings[name].accepts(sample),
      )
    }
  })

  test('is where the config that init writes says', async () => {
    const { root, read: readFile } = createSite({})
    expect((await runCli(['init'], { cwd: root })).exitCode).toBe(0)
    const config = JSON.parse(readFile(file))
    // Beside the installed package.
    expect(config).toEqual({ $schema: '../node_modules/badge-events/docs/config.schema.json' })
    expect(readConfig(root)).toEqual({})
  })
})
