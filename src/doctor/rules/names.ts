import { definitions } from '../../catalog/index.js'
import type { HandlerExport } from '../../scaffold/handler-file.js'
import { createFinding, type Finding } from '../finding.js'
import { exportedNames, namedExports } from '../handler-exports.js'
import { isKnownName, knownNames, looksLikeHandler, withoutPrefix } from '../handler-names.js'
import { nearestPrefix, prefixOf } from '../prefixes.js'
import type { SourceFile } from '../source-file.js'
import { nearestTypos } from '../typo.js'
import type { HandlerRule } from './rule.js'

const family = /^wix_?(?:badge|member)/i

/** Names that Wix does not call, though they look as if it should. */
export const names: HandlerRule = ({ events }) => {
  if (!events?.module) return []
  const exported = exportedNames(events)
  return namedExports(events.module)
    .filter(({ name }) => !isKnownName(name))
    .flatMap((handler) => judge(handler, exported, events))
}

function judge(handler: HandlerExport, exported: Set<string>, source: SourceFile): Finding[] {
  const { name, position } = handler
  const at = { source, position }
  const typos = nearestTypos(name, knownNames)
  if (typos.length > 0) return [createFinding('handler-misspelled', { name, nearest: typos }, at)]
  const sameEvent = knownNames.filter((known) => isSameEvent(name, known))
  if (family.test(name)) {
    return sameEvent.length > 0
      ? [createFinding('handler-misspelled', { name, nearest: sameEvent }, at)]
      : [createFinding('handler-unknown', { name, sdk: sdkNameOf(name) }, at)]
  }
  const [full] = sameEvent
  if (full !== undefined && !name.startsWith('wix')) {
    // A helper under the short name is fine beside the handlers themselves.
    const isHelper = sameEvent.some((known) => exported.has(known)) || !handler.calledByWix
    return isHelper ? [] : [createFinding('handler-unprefixed', { name, full }, at)]
  }
  const nearest = looksLikeHandler(name) ? nearestPrefix(name) : null
  if (nearest === null) return []
  return [createFinding('handler-prefix-unknown', { name, prefix: prefixOf(name), nearest }, at)]
}

/** `onBadgeAssigned`, `badges_onBadgeAssigned` and `wixBadgesBackend_onBadgeAssigned` all mean one event. */
function isSameEvent(name: string, known: string): boolean {
  return withoutPrefix(name).toLowerCase() === withoutPrefix(known).toLowerCase()
}

/** `badgeAssignments.onBadgeAssignmentCreated`, for an event that Velo has no handler for. */
function sdkNameOf(name: string): string | null {
  const event = withoutPrefix(name)
  const found = definitions.find(
    ({ veloHandler, sdk }) => veloHandler === null && sdk?.name === event,
  )
  return found?.sdk ? `${found.sdk.module}.${found.sdk.name}` : null
}
