import type { Portable } from '../../platform/protocol.js'
import { terminalText } from '../terminal-text.js'

const guid = /\b([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi

/** Shortens GUIDs to the part that tells them apart. */
export function shortIds(text: string): string {
  return text.replace(guid, '$1…')
}

/** A value on one line, GUIDs shortened, control characters escaped: `{memberId: ff20c02e…, points: 3}`. */
export function inlineValue(value: Portable, depth = 0): string {
  if (typeof value === 'string') return inlineText(value)
  if (value === null || typeof value !== 'object') return String(value)
  if (Array.isArray(value)) {
    return `[${value.map((item) => inlineValue(item, depth + 1)).join(', ')}]`
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${terminalText(key)}: ${inlineValue(item, depth + 1)}`,
  )
  return entries.length === 0 ? '{}' : `{${entries.join(', ')}}`
}

// Ids and dates read better bare; anything else shows where it begins and ends.
function inlineText(text: string): string {
  if (/^[\w-]+…?$/.test(shortIds(text)) && /\d/.test(text)) return shortIds(text)
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return text
  return terminalText(JSON.stringify(shortIds(text)))
}
