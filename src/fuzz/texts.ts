import type { Candidate } from './candidate.js'
import { cost } from './candidate.js'
import type { TextShape } from './shape.js'

/*
 * Texts that code trips over. They are written by what they are, not by what a certain handler does with
 * them: no text here knows a handler.
 */

/** Taken for something else: numbers, constants, names that every object has. */
const lookAlikes = [
  ...['0', '-1', '1e3', '007', 'NaN', 'true', 'false', 'null', 'undefined', '[object Object]'],
  // One more than the largest number that keeps its last digit.
  ...['9007199254740993', '99999999999999999999'],
  ...['__proto__', 'constructor', 'toString', 'length'],
]

/** Marks that have a meaning in some language: JSON, HTML, URLs, patterns, paths, templates, CSV. */
const marked = [
  ...['"', "'", '`', '\\', '%', '&', '#', '?', '/', '(', '[', '*', '{', '$', ';', ',', '|', '@'],
  ...["it's", 'a"b', 'a,b', 'a;b', 'a/b', '../a', 'a&b=c', '50%', '%E0%A4%A', '#1', '$1', '$&'],
  ...[
    '<b>a</b>',
    '<script>',
    '&amp;',
    '&#39;',
    '{{a}}',
    `\${a}`,
    '{"a":1}',
    '[]',
    '-',
    '--',
    '...',
  ],
  ...['=1+1', '-- ', 'a\\nb', 'https://example.com/a?b=c', 'mailto:a@example.com', 'a@example.com'],
]

const spaced = [
  ' ',
  '\t',
  '\n',
  'a b',
  'a\nb',
  'a\r\nb',
  'a\tb',
  ' a',
  'a ',
  'a\u00a0b',
  '\u200b',
  '\u2028',
]

/** Scripts, marks and emoji, where a character is not one code unit or changes its length. */
const scripts = [
  ...['é', 'e\u0301', 'ß', 'İ', 'ı', 'ﬁ', 'Ñ', 'Ж', 'Ω', '中', '漢字かな', '한글', 'ไทย', 'हिन्दी'],
  ...['שלום', 'مرحبا', '\u202eabc', 'Z\u0351\u0343\u0307\u033e', '١٢٣', '½', '①', 'ａ'],
  ...['💛', '💛💛', 'a💛', '👍🏽', '👩‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪', '☺️', '#️⃣', '𝒜'],
]

const usualLengths = [2, 10, 20, 30, 51, 64, 101, 256, 1001, 5000, 20_000]

/**
 * Texts of a shape, each with its cost.
 *
 * @param lengths - further lengths to try, and one more and one less
 */
export function textCandidates(shape: TextShape, lengths: readonly number[]): Candidate[] {
  const all: Candidate[] = [
    { value: '', cost: cost.empty },
    ...['a', 'A', 'text', ...spaced].map((value) => ({ value, cost: cost.plain })),
    ...[...lookAlikes, ...marked, ...scripts].map((value) => ({ value, cost: cost.odd })),
    ...longTexts(shape, lengths),
  ]
  return all.filter(({ value }) => isText(shape, value))
}

/** Whether a value is a text of this shape. */
export function isText({ min, max, pattern }: TextShape, value: unknown): value is string {
  if (typeof value !== 'string' || value.length < min) return false
  return (max === undefined || value.length <= max) && (pattern?.test(value) ?? true)
}

function longTexts({ max }: TextShape, lengths: readonly number[]): Candidate[] {
  const wanted = new Set([
    ...usualLengths,
    ...lengths.flatMap((length) => [length - 1, length, length + 1]),
    ...(max === undefined ? [] : [max - 1, max]),
  ])
  const fitting = [...wanted].filter((length) => length > 1).sort((one, other) => one - other)
  const longest = max ?? 300
  return [
    ...fitting.map((length) => ({ value: 'a'.repeat(length), cost: cost.long })),
    { value: 'word '.repeat(Math.floor(longest / 5)).trim(), cost: cost.long },
    { value: 'line\n'.repeat(Math.floor(longest / 5)), cost: cost.long },
    // At every place one of the two has half a character: a cut there leaves no valid text.
    { value: '💛'.repeat(Math.floor(longest / 2)), cost: cost.long },
    { value: `a${'💛'.repeat(Math.floor((longest - 1) / 2))}`, cost: cost.long },
    { value: 'e\u0301'.repeat(Math.floor(longest / 2)), cost: cost.long },
  ]
}
