import { createFinding } from '../finding.js'
import { looksLikeHandler } from '../handler-names.js'
import type { HandlerRule } from './rule.js'

/** An events.js that does not parse; the same handler twice is one way to get there. */
export const syntax: HandlerRule = ({ events }) => {
  if (!events?.mistake) return []
  const { reason, position } = events.mistake
  const at = { source: events, position }
  const name =
    /^Duplicate export '(.+)'$/.exec(reason)?.[1] ??
    /^Identifier '(.+)' has already been declared$/.exec(reason)?.[1]
  if (name !== undefined && looksLikeHandler(name)) {
    return [createFinding('handler-duplicated', { name }, at)]
  }
  return [createFinding('syntax-error', { file: events.file, reason }, at)]
}
