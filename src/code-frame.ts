import { readFileSync } from 'node:fs'
import type { CodeFrame, Place } from './errors.js'

const linesBefore = 2
const linesAfter = 2

/** The lines around a place, from the text of its file. */
export function createCodeFrame(text: string, place: Place): CodeFrame {
  const lines = text.split(/\r?\n/)
  const first = Math.max(1, place.line - linesBefore)
  const last = Math.min(lines.length, place.line + linesAfter)
  return {
    ...place,
    lines: lines
      .slice(first - 1, last)
      .map((line, index) => ({ number: first + index, text: line })),
  }
}

/** The same from a file on disk; without lines when it cannot be read. */
export function readCodeFrame(path: string, place: Place): CodeFrame {
  try {
    return createCodeFrame(readFileSync(path, 'utf8'), place)
  } catch {
    return { ...place, lines: [] }
  }
}
