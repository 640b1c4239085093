import MagicString from 'magic-string'
import { type EventDefinition, findEvent } from '../catalog/index.js'
import { createCodeFrame } from '../code-frame.js'
import { BadgeEventsError } from '../errors.js'
import { type HandlerExport, type HandlerFile, readHandlerFile } from './handler-file.js'
import { insertAtEnd, insertImport } from './insertion.js'
import { createNames, type NameSource } from './names.js'
import { restyle } from './restyle.js'
import { isSameCode } from './same-code.js'
import {
  delegate,
  fileHeader,
  handler,
  inner,
  newEventCheck,
  twin,
  type VeloEventKey,
} from './templates/velo.js'

export interface HandlerPlan {
  /** The text of the file with the handlers in it. */
  text: string
  /** The handlers that are new. */
  added: string[]
  /** Wanted handlers that the file exports already, in whatever form. */
  existing: HandlerExport[]
  /** Wanted handlers whose name the file uses for something that it does not export. */
  taken: string[]
  /** Wanted handlers that come with an `export * from`. */
  starred: string[]
  /** Whether the new code needs the collection of handled events. */
  remembersEvents: boolean
}

/**
 * Adds the handlers that an `events.js` lacks. Every character it has stays where it is, relative to the
 * others; what is added follows its style.
 *
 * @param text - empty for a new file
 * @param file - the name for messages
 * @param starNames - what the file's `export * from` add
 * @throws BadgeEventsError `CODE_INVALID` when it does not parse, or is CommonJS, which exports cannot join
 */
export function planHandlers(
  text: string,
  definitions: readonly EventDefinition[],
  file: string,
  starNames: readonly string[] = [],
): HandlerPlan {
  const current = readHandlerFile(text, file)
  refuseCommonJs(current, file)
  const exported = new Map(current.exports.map((entry) => [entry.name, entry]))
  const declared = new Set(current.declarations.map(({ name }) => name))
  const wanted = definitions.map(({ veloHandler }) => veloHandler).filter((name) => name !== null)
  const existing = wanted.flatMap((name) => exported.get(name) ?? [])
  const starred = wanted.filter((name) => !exported.has(name) && starNames.includes(name))
  const taken = wanted.filter((name) => !exported.has(name) && declared.has(name))
  const added = wanted.filter(
    (name) => !exported.has(name) && !declared.has(name) && !starNames.includes(name),
  )
  const plan = { existing, taken, starred, added, text, remembersEvents: false }
  if (added.length === 0) return plan

  const code = createCode(current, added)
  const blocks = [...code.blocks]
  const edited = new MagicString(text)
  if (text.trim() === '' && !current.style.hashbang) {
    if (code.importLine) blocks.unshift(restyle(code.importLine, current.style))
    blocks.unshift(restyle(fileHeader, current.style))
  } else if (code.importLine) {
    const statement = restyle(code.importLine, current.style)
    const insertion = insertImport(current, statement)
    if (insertion) edited.appendLeft(insertion.at, insertion.text)
    else blocks.unshift(statement)
  }
  const end = insertAtEnd(current, blocks)
  edited.appendLeft(end.at, end.text)
  const result = edited.toString()
  verify(result, added, file)
  return { ...plan, text: result, remembersEvents: code.remembersEvents }
}

interface NewCode {
  importLine: string[] | null
  blocks: string[]
  remembersEvents: boolean
}

/** The blocks of code for the handlers, each in the style of the file. */
function createCode(file: HandlerFile, added: readonly string[]): NewCode {
  const names = createNames(file)
  const blocks: string[][] = []
  let check: EventCheck | null = null
  const done = new Set<string>()
  for (const name of added) {
    if (done.has(name)) continue
    const key = keyOf(name)
    const other = twinOf(name)
    const existing = other === null ? undefined : callable(file, other)
    if (other !== null && added.includes(other)) {
      check ??= createCheck(file, names)
      const innerName = names.take(innerNameOf(name))
      blocks.push(inner([key, keyOf(other)], innerName, check.name))
      blocks.push(delegate(key, name, innerName), delegate(keyOf(other), other, innerName))
      done.add(other)
    } else if (other !== null && existing !== undefined) {
      blocks.push(twin(key, name, other, existing))
    } else {
      blocks.push(handler(key, name))
    }
  }
  return {
    importLine: check?.importLine ?? null,
    blocks: [...blocks, ...(check?.block ? [check.block] : [])].map((lines) =>
      restyle(lines, file.style),
    ),
    remembersEvents: check !== null,
  }
}

interface EventCheck {
  name: string
  /** Null when the file has them from an earlier run. */
  block: string[] | null
  importLine: string[] | null
}

function createCheck(file: HandlerFile, names: NameSource): EventCheck {
  const imported = file.imports
    .filter(({ specifier }) => specifier === 'wix-data')
    .flatMap((statement) => statement.names)
    .find(({ imported }) => imported === 'default')
  if (imported) {
    const own = file.declarations.find(
      ({ kind, name, start, end }) =>
        kind === 'function' &&
        isSameCode(file.text.slice(start, end), newEventCheck(name, imported.local).join('\n')),
    )
    if (own) return { name: own.name, block: null, importLine: null }
  }
  const wixData = imported?.local ?? names.take('wixData')
  const name = names.take('isNewEvent')
  return {
    name,
    block: newEventCheck(name, wixData),
    importLine: imported ? null : [`import ${wixData} from 'wix-data';`],
  }
}

/** The top-level name by which code of the file can call an export. */
function callable({ exports }: HandlerFile, name: string): string | undefined {
  const found = exports.find((entry) => entry.name === name)
  if (!found || found.form === 'class' || found.form === 'other') return undefined
  return found.local ?? undefined
}

/** The handler of the same change in the other version of the API. */
function twinOf(handlerName: string): string | null {
  const other = handlerName.startsWith('wixBadgesV4_')
    ? handlerName.replace('wixBadgesV4_', 'wixBadges_')
    : handlerName.replace('wixBadges_', 'wixBadgesV4_')
  return other !== handlerName && findEvent(other) ? other : null
}

/** `wixBadges_onBadgeCreated` → `badgeCreated` */
function innerNameOf(handlerName: string): string {
  const name = handlerName.replace(/^.*_on/, '')
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function keyOf(handlerName: string): VeloEventKey {
  return findEvent(handlerName)?.key as VeloEventKey
}

// In an ES module `module` and `exports` are not defined, so one `export` would break such a file.
function refuseCommonJs(
  { text, syntax, exports, imports, starExports }: HandlerFile,
  file: string,
) {
  const first = exports.find(({ form }) => form === 'commonjs')
  const isModule = exports.some(({ form }) => form !== 'commonjs')
  if (!first || isModule || imports.length > 0 || starExports.length > 0) return
  if (syntax.program.body.some(({ type }) => type === 'ExportNamedDeclaration')) return
  const place = { file, ...first.position }
  throw new BadgeEventsError(
    'CODE_INVALID',
    `${file}:${place.line} is CommonJS, which Wix does not call`,
    {
      hint: 'Turn each module.exports into `export function …` and run init again. The file is as it was.',
      frame: createCodeFrame(text, place),
    },
  )
}

/** Nothing is written that would not parse, or lacks what it was meant to get. */
function verify(text: string, added: readonly string[], file: string): void {
  let names: Set<string>
  try {
    names = new Set(readHandlerFile(text, file).exports.map(({ name }) => name))
  } catch (cause) {
    throw new Error(`The new ${file} would not parse`, { cause })
  }
  const missing = added.filter((name) => !names.has(name))
  if (missing.length > 0) throw new Error(`The new ${file} would lack ${missing.join(', ')}`)
}
