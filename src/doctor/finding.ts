import { createCodeFrame } from '../code-frame.js'
import type { Forgery } from '../delivery/send/forge.js'
import type { CodeFrame, Place } from '../errors.js'
import type { Position } from '../scaffold/handler-file.js'
import { severities } from './severities.js'
import type { Junk, ProbeName, Stack } from './webhook/types.js'

/** `error`: it does not work on Wix. `warning`: it bites in some case. `hint`: worth knowing. */
export type Severity = 'error' | 'warning' | 'hint'

interface HandlerArgs {
  'syntax-error': { file: string; reason: string }
  'events-file-missing': { expected: string }
  'events-file-typescript': { file: string }
  'handler-reexported': { name: string; local: string }
  'handler-reexported-from': { name: string; from: string }
  'handler-star-exported': { name: string; from: string }
  'handler-dynamic': { name: string }
  'handler-member': { name: string }
  'handler-commonjs': { name: string }
  'handler-default': { name: string | null }
  'handler-not-a-function': { name: string; is: string }
  'handler-duplicated': { name: string }
  'handler-misspelled': { name: string; nearest: readonly string[] }
  'handler-unknown': { name: string; sdk: string | null }
  'handler-unprefixed': { name: string; full: string }
  'handler-prefix-unknown': { name: string; prefix: string; nearest: string }
  'handler-in-wrong-file': { name: string; file: string; expected: string }
  'handler-in-two-files': { name: string; file: string; other: string }
  'event-deprecated': { name: string; twin: string }
  'event-preview': { names: readonly string[] }
  'v3-twin-missing': { name: string; twin: string }
}

interface ExtensionArgs {
  'extension-unregistered': { file: string; builder: string | null; registry: string | null }
  'extension-event-twice': { name: string; file: string; other: string }
  'extension-empty': { file: string }
}

interface CodeArgs {
  'call-not-awaited': { call: string; handler: string }
  'elevate-missing': { call: string; module: string }
  'no-current-member': { call: string; handler: string }
  'event-data-absent': { handler: string; path: string; use: string }
  'event-entity-absent': { handler: string; path: string; use: string }
  'event-key-unknown': { handler: string; path: string; use: string | null }
  'event-id-misplaced': { handler: string; path: string }
  'metadata-id-misnamed': { handler: string }
  'metadata-key-unknown': { handler: string; key: string; use: string | null }
  'event-time-as-date': { handler: string; method: string }
  'member-shape': { handler: string; reads: string; other: string }
  'secret-value-as-string': { call: string }
}

interface SetUpArgs {
  'node-unsupported': { version: string; range: string; owner: string }
  'config-invalid': { file: string; reason: string }
  'config-key-unknown': { key: string; nearest: readonly string[]; known: readonly string[] }
  'config-value-invalid': { key: string; expected: string }
  'secret-undefined': { name: string }
  'public-key-unreadable': { source: string; reason: string }
  'public-key-on-one-line': { source: string }
  'port-taken': { port: number; configured: boolean }
  'folder-not-writable': { folder: string }
  'cache-outdated': { folder: string; made: string; version: string }
  'folder-not-ignored': { folder: string }
}

/** What a server answered, as a person would look for it in a log. */
interface Said {
  status: number
  /** The beginning of the answer's body; empty where there was none. */
  said: string
}

/** About the answers of a server to webhooks. `null` stands for no content type at all. */
interface WebhookArgs {
  'webhook-not-found': { status: number }
  'webhook-no-answer': { probes: readonly ProbeName[]; seconds: number }
  'webhook-crashed': { after: ProbeName; how: 'gone' | 'cut' | 'refuses' }
  'webhook-accepts-all': { answered: number }
  'webhook-signature-unchecked': Record<string, never>
  'webhook-forgery-accepted': { forgeries: readonly Forgery[] }
  'webhook-junk-accepted': { bodies: readonly Junk[] }
  'webhook-status-not-200': { status: number; location: string | null }
  'webhook-body-parsed': Said & { contentTypes: readonly (string | null)[]; stack: Stack }
  'webhook-body-unread': Said & { contentTypes: readonly (string | null)[]; stack: Stack }
  'webhook-content-type-refused': Said & { contentTypes: readonly (string | null)[]; stack: Stack }
  'webhook-key-unreadable': Said
  'webhook-key-other': Said
  'webhook-event-unexpected': Said & { events: readonly string[] }
  'webhook-handler-failed': Said & { event: string }
  'webhook-refused': Said
  'webhook-late': { ms: number; waitedMs: number }
  'webhook-late-sometimes': { ms: number; usualMs: number; late: number; of: number }
  'webhook-duplicate-refused': Said
  'webhook-body-limited': Said & { bytes: number }
  'webhook-unhandled-refused': Said
}

/** What each finding is about, by its code. */
export interface FindingArgs extends HandlerArgs, ExtensionArgs, CodeArgs, SetUpArgs, WebhookArgs {}

/** Stable names: they are in scripts, in docs addresses and in people's memory. */
export type FindingCode = keyof FindingArgs

/** One thing that doctor found, as data; the sentences for it are in `messages.ts`. */
export interface Finding<Code extends FindingCode = FindingCode> {
  code: Code
  severity: Severity
  /** File relative to the site. */
  place: Place | null
  frame: CodeFrame | null
  args: FindingArgs[Code]
}

/** A file of the site, as far as a finding needs it. */
export interface Located {
  file: string
  text: string
}

/** A finding at a place in a file, or about no file in particular. */
export function createFinding<Code extends FindingCode>(
  code: Code,
  args: FindingArgs[Code],
  at?: { source: Located; position: Position },
): Finding<Code> {
  const place = at ? { file: at.source.file, ...at.position } : null
  const frame = at?.source.text && place ? createCodeFrame(at.source.text, place) : null
  return { code, severity: severities[code], place, frame, args }
}

/** Whether a finding has this code; narrows its `args`. */
export function hasCode<Code extends FindingCode>(
  finding: Finding,
  code: Code,
): finding is Finding<Code> {
  return finding.code === code
}
