import { type ExportSpecifier, type Node, parse } from 'acorn'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHandlerFile } from '../../src/scaffold/handler-file.js'
import { planHandlers } from '../../src/scaffold/plan-handlers.js'
import { selectEvents } from '../../src/scaffold/select-events.js'
import { handlerFile, handlerNames } from './arbitraries.js'

const definitions = selectEvents({}, 'velo')
const plan = (text: string) => planHandlers(text, definitions, 'events.js')
const holds = (check: (text: string) => void) =>
  fc.assert(fc.property(handlerFile, check), { numRuns: 400 })

describe('any file that init extends', () => {
  test('keeps every byte it had, in order', () => {
    holds((text) => {
      expect(isSubsequence(Buffer.from(text), Buffer.from(plan(text).text))).toBe(true)
    })
  })

  test('keeps each of its statements in one piece', () => {
    holds((text) => {
      const after = plan(text).text
      for (const { start, end } of parseText(text).body) {
        expect(after).toContain(text.slice(start, end))
      }
    })
  })

  test('parses, and has each handler that its own names leave room for', () => {
    holds((text) => {
      const { text: after, taken } = plan(text)
      const names = exportedNames(after)
      for (const name of handlerNames) {
        if (!taken.includes(name)) expect(names, name).toContain(name)
      }
    })
  })

  test('exports what it exported, in the same form', () => {
    holds((text) => {
      const after = readHandlerFile(plan(text).text).exports
      for (const { name, form, local } of readHandlerFile(text).exports) {
        expect(after).toContainEqual(expect.objectContaining({ name, form, local }))
      }
    })
  })

  test('is left alone by a second run', () => {
    holds((text) => {
      const first = plan(text)
      const second = plan(first.text)
      expect(second.text).toBe(first.text)
      expect(second.added).toEqual([])
    })
  })

  test('keeps its line ends and its end', () => {
    holds((text) => {
      const after = plan(text).text
      const lineEnds = new Set(text.match(/\r\n|\n/g))
      if (lineEnds.size === 1) expect(new Set(after.match(/\r\n|\n/g))).toEqual(lineEnds)
      expect(after.startsWith('\ufeff')).toBe(text.startsWith('\ufeff'))
      if (text.trim() !== '') expect(/[\r\n]$/.test(after)).toBe(/[\r\n]$/.test(text))
    })
  })
})

function isSubsequence(part: Buffer, whole: Buffer): boolean {
  let found = 0
  for (const byte of whole) if (byte === part[found]) found += 1
  return found === part.length
}

/** By a reading of its own: what is under test must not judge itself. */
function parseText(text: string): { body: Node[] } {
  const shift = text.startsWith('\ufeff') ? 1 : 0
  const { body } = parse(text.slice(shift), {
    sourceType: 'module',
    ecmaVersion: 'latest',
    allowHashBang: true,
  })
  return {
    body: body.map((node) => ({ ...node, start: node.start + shift, end: node.end + shift })),
  }
}

function exportedNames(text: string): string[] {
  return [
    ...parseText(text).body.flatMap((node) => namesOf(node as never)),
    ...[...text.matchAll(/^(?:exports\.(\w+) =|module\.exports = \{ (\w+):)/gm)].map(
      ([, a, b]) => a ?? b ?? '',
    ),
  ]
}

function namesOf(node: {
  type: string
  exported?: { name: string } | null
  specifiers?: ExportSpecifier[]
  declaration?: { id?: { name: string }; declarations?: { id: unknown }[] } | null
}): string[] {
  if (node.type === 'ExportAllDeclaration') return node.exported ? [node.exported.name] : []
  if (node.type !== 'ExportNamedDeclaration') return []
  const { declaration, specifiers = [] } = node
  const declared = declaration?.declarations?.map(({ id }) => JSON.stringify(id)) ?? []
  return [
    ...specifiers.map(({ exported }) => ('name' in exported ? exported.name : '')),
    ...(declaration?.id ? [declaration.id.name] : []),
    ...declared.flatMap((id) => [...id.matchAll(/"name":"(\w+)"/g)].map(([, name]) => name ?? '')),
  ]
}
