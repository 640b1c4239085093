import { stripVTControlCharacters } from 'node:util'

/** Lines longer than this are harder to read than two short ones. */
const widest = 110
const gap = 2
/** For running text; some terminals say that they have no width at all. */
const widestText = 96
export const narrowestText = 40

/** A line with something at its right edge: a place, a time. What does not fit follows the text. */
export function spread(left: string, right: string, columns: number): string {
  if (right === '') return left
  const room = Math.min(columns, widest) - visibleLength(left) - visibleLength(right)
  return (left + ' '.repeat(Math.max(gap, room)) + right).trimEnd()
}

/** Columns that a text takes, colour codes not counted. */
export function visibleLength(text: string): number {
  return [...stripVTControlCharacters(text)].length
}

/** Cuts a text to a number of columns; the text must have no colour codes. */
export function clip(text: string, columns: number): string {
  const chars = [...text]
  return chars.length <= columns ? text : `${chars.slice(0, Math.max(1, columns - 1)).join('')}…`
}

/** Pads to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - visibleLength(text)))
}

/** A duration in ms as people read it: `0.3 ms`, `14 ms`, `2.1 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(1)} s`
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`
}

/** A long duration in ms, exact to the minute: `1 min`, `2 h`, `47 h 11 min`; `40 s` below one. */
export function span(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`
  const minutes = Math.round(ms / 60_000)
  const parts = [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`]
  return parts.filter((part) => !part.startsWith('0 ')).join(' ')
}

/** Breaks a text between words. */
export function wrap(text: string, columns: number): string[] {
  const width = Math.max(narrowestText, Math.min(columns, widestText))
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line === undefined || visibleLength(line) + 1 + visibleLength(word) > width) {
      lines.push(word)
    } else {
      lines[lines.length - 1] = `${line} ${word}`
    }
  }
  return lines
}

/** `1 event`, `2 events`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
