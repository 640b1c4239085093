import { tokenizer } from 'acorn'
import MagicString from 'magic-string'
import type { CodeStyle } from './code-style.js'

/** Rewrites code of ours, which is in the default style, in the style of the file it goes into. */
export function restyle(
  lines: readonly string[],
  { quote, semicolons, indent, lineEnd }: CodeStyle,
): string {
  const text = lines.join('\n')
  const edited = new MagicString(text)
  for (const { type, start, end } of tokenizer(text, {
    ecmaVersion: 'latest',
    sourceType: 'module',
  })) {
    if (type.label === 'string') {
      edited.overwrite(start, end, quote + text.slice(start + 1, end - 1) + quote)
    }
    const endsLine = text[end] === '\n' || end === text.length
    if (!semicolons && type.label === ';' && endsLine) edited.remove(start, end)
  }
  return edited
    .toString()
    .replace(/^(?: {2})+/gm, (space) => indent.repeat(space.length / 2))
    .replaceAll('\n', lineEnd)
}
