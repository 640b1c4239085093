import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative, resolve } from 'node:path'

/** The event extensions of an app of the Wix CLI, a headless project or a Studio site. */
export interface Extensions {
  /** Files whose code registers a handler, absolute, in the order of their paths. */
  files: readonly string[]
  /** Files that say which those are: `src/extensions.ts` and each `*.extension.ts`. */
  registries: readonly string[]
}

/** Those of a site without any. */
export const noExtensions: Extensions = { files: [], registries: [] }

/** An event extension as `wix generate` lays it out. */
export interface EventExtension {
  /** The file with the handler, absolute. */
  file: string
  /** The file that gives the extension its id, absolute; null when there is none. */
  builder: string | null
}

const registryNames = ['src/extensions.ts', 'src/extensions.js']
const code = /\.[mc]?[jt]s$/
const builderName = /\.extension\.[mc]?[jt]s$/

/**
 * Finds the event extensions of a project: those that a `*.extension.ts` names as its source, those laid
 * out as `wix generate` does it, and those of the older layout, `src/backend/events/<name>/event.ts`.
 *
 * @param root - absolute folder of the project
 */
export function findExtensions(root: string): Extensions {
  const found = listEventExtensions(root)
  const registry = registryNames.map((name) => join(root, name)).filter(isFile)
  return {
    files: found.map(({ file }) => file),
    registries: [...registry, ...found.flatMap(({ builder }) => builder ?? [])],
  }
}

/** The same, with the builder file of each. */
export function listEventExtensions(root: string): EventExtension[] {
  const files = listCode(join(root, 'src/extensions'))
  const builders = files.filter((file) => builderName.test(file))
  const named = new Map<string, string>()
  for (const builder of builders) {
    const source = sourceOf(builder, root)
    if (source !== null) named.set(source, builder)
  }
  const laidOut = files.filter(isLaidOut)
  const older = listFolder(join(root, 'src/backend/events')).flatMap(({ name }) =>
    ['event.ts', 'event.js']
      .map((file) => join(root, 'src/backend/events', name, file))
      .filter(isFile),
  )
  return [...new Set([...named.keys(), ...laidOut, ...older])]
    .sort()
    .map((file) => ({ file, builder: named.get(file) ?? null }))
}

/** The file that registers the extensions of an app, absolute; null when there is none. */
export function findRegistry(root: string): string | null {
  return registryNames.map((name) => join(root, name)).find(isFile) ?? null
}

/** `…/events/badge-assigned/badge-assigned.ts` */
function isLaidOut(file: string): boolean {
  const folder = dirname(file)
  return (
    basename(dirname(folder)) === 'events' && basename(file).replace(code, '') === basename(folder)
  )
}

/** What `extensions.event({ source: './extensions/…' })` names, counted from `src`; null for another kind. */
function sourceOf(builder: string, root: string): string | null {
  const text = readFileSync(builder, 'utf8')
  const [, source] = /\.event\s*\([^)]*?\bsource:\s*["'`]([^"'`]+)["'`]/.exec(text) ?? []
  if (source === undefined) return null
  return (
    [join(root, 'src'), dirname(builder), root]
      .map((folder) => resolve(folder, source))
      .find(isFile) ?? null
  )
}

function listCode(folder: string): string[] {
  return listFolder(folder).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : listCode(path)
    return code.test(entry.name) && !/\.d\.[mc]?ts$/.test(entry.name) ? [path] : []
  })
}

function listFolder(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'))
  } catch {
    return []
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

/** A path as it stands in a registry: `/extensions/backend/events/x/x.extension`. */
export function registryPath(root: string, builder: string): string {
  return `/${relative(join(root, 'src'), builder).replaceAll('\\', '/').replace(code, '')}`
}

/** `badges.onBadgeAssigned(`, with its name. */
const registration = /\b(?:(\w+)\s*\??\.\s*)?(on[A-Z]\w*)\s*(?:<[^>()]*>)?\s*\(/g

/** A call in the text of a file that registers a handler, as far as text tells. */
export interface RegistrationCall {
  /** `onBadgeAssigned` */
  name: string
  line: number
  column: number
}

/** The calls in a text, comments aside, that look like the registration of a handler. */
export function findRegistrationCalls(text: string): RegistrationCall[] {
  const code = withoutComments(text)
  return [...code.matchAll(registration)].map(({ 0: call, 2: name = '', index }) => {
    const before = code.slice(0, index + call.indexOf(name)).split('\n')
    return { name, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  })
}

/** Whether a file has to do with the SDK's events alone: it imports the SDK and exports no Velo handler. */
export function registersOnly(text: string): boolean {
  const code = withoutComments(text)
  if (/\bwix[A-Z]\w*_on[A-Z]/.test(code) || !/["']@wix\//.test(code)) return false
  return /["']@wix\/sdk\b/.test(code) || findRegistrationCalls(code).length > 0
}

/** Comments as blanks, so that lines and columns stay. */
export function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|(?<![:"'`\w])\/\/[^\n]*/g, (comment) =>
    comment.replace(/[^\n]/g, ' '),
  )
}
