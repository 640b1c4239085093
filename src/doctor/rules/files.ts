import { basename } from 'node:path'
import { createFinding, type Finding } from '../finding.js'
import { exportedNames, namedExports } from '../handler-exports.js'
import { looksLikeHandler } from '../handler-names.js'
import type { Site } from '../site.js'
import { isTypeScript, type SourceFile } from '../source-file.js'
import type { HandlerRule } from './rule.js'

/** Handlers outside the one file in which Wix looks, and sites without that file. */
export const files: HandlerRule = (site) => {
  // Apps have event extensions or servers of their own, and no events.js.
  if (!site.events && (site.kind.startsWith('cli-app') || site.usesSdk)) return []
  const typeScript = typeScriptEvents(site)
  // Of a file that the user named, it is not said that Wix looks there.
  const others = isWhereWixLooks(site) ? site.others : []
  const misplaced = others
    .filter((source) => !typeScript.includes(source))
    .flatMap((source) => handlersOutside(source, site))
  if (typeScript.length > 0) {
    const findings = typeScript.map((source) =>
      createFinding(
        'events-file-typescript',
        { file: source.file },
        { source, position: { line: 1, column: 1 } },
      ),
    )
    return [...findings, ...misplaced]
  }
  if (site.events || misplaced.length > 0) return misplaced
  return [createFinding('events-file-missing', { expected: site.expected })]
}

function isWhereWixLooks({ events }: Site): boolean {
  return events === null || /^(?:(?:src\/)?backend\/)?events\.js$/.test(events.file)
}

/** An events.ts that is all there is; beside an events.js it may be what that was made from. */
function typeScriptEvents({ events, others }: Site): SourceFile[] {
  if (events) return isTypeScript(events.path) ? [events] : []
  return others.filter(({ file }) => /^(?:src\/)?backend\/events\.[mc]?ts$/.test(file))
}

function handlersOutside(source: SourceFile, { events, expected }: Site): Finding[] {
  const handled = exportedNames(events)
  return handlersOf(source).flatMap(({ name, position }): Finding[] => {
    const at = { source, position }
    const { file } = source
    if (!handled.has(name)) {
      return [createFinding('handler-in-wrong-file', { name, file, expected }, at)]
    }
    // Under the same name elsewhere it may be the function that events.js imports and calls.
    const isRival = basename(file) === 'events.js' && !isImported(source, events)
    return isRival
      ? [createFinding('handler-in-two-files', { name, file, other: expected }, at)]
      : []
  })
}

function isImported(source: SourceFile, events: SourceFile | null): boolean {
  const stem = basename(source.file).replace(/\.\w+$/, '')
  return events?.module?.imports.some(({ specifier }) => specifier.includes(stem)) ?? false
}

const exportedInText = /^[ \t]*export[ \t]+(?:async[ \t]+)?(?:function|const|let|var)[ \t]+(\w+)/gm

function handlersOf({ module, text }: SourceFile): Located[] {
  // Nothing here parses TypeScript.
  const found = module ? namedExports(module) : [...text.matchAll(exportedInText)].map(locate)
  return found.filter(({ name }) => looksLikeHandler(name))
}

interface Located {
  name: string
  position: { line: number; column: number }
}

function locate(match: RegExpMatchArray): Located {
  const [whole, name = ''] = match
  const before = `${match.input?.slice(0, match.index) ?? ''}${whole.slice(0, -name.length)}`
  const lines = before.split('\n')
  return { name, position: { line: lines.length, column: (lines.at(-1) ?? '').length + 1 } }
}
