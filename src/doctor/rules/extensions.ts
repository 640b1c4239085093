import { definitions } from '../../catalog/index.js'
import type { ExtensionSource } from '../extension-source.js'
import { createFinding, type Finding } from '../finding.js'
import type { Site } from '../site.js'
import type { HandlerRule } from './rule.js'

/** Event extensions that the app does not have, that handle nothing, or two that handle one event. */
export const extensions: HandlerRule = (site) => [
  ...site.extensions.flatMap((extension) => unregistered(extension, site)),
  ...site.extensions.flatMap(empty),
  ...twice(site.extensions),
]

function unregistered(extension: ExtensionSource, { registry }: Site): Finding[] {
  const { file, builder, isRegistered } = extension
  // The older layout has an event.json beside each, and no file that lists them.
  if (isRegistered || /^src\/backend\/events\//.test(file)) return []
  const at = { source: extension, position: { line: 1, column: 1 } }
  return [createFinding('extension-unregistered', { file, builder, registry }, at)]
}

function empty(extension: ExtensionSource): Finding[] {
  if (extension.calls.length > 0) return []
  const at = { source: extension, position: { line: 1, column: 1 } }
  return [createFinding('extension-empty', { file: extension.file }, at)]
}

/** Other functions may be called `onSomething` too. */
const known = new Set(definitions.flatMap(({ sdk }) => sdk?.name ?? []))

/** The later of two is told of the first. */
function twice(all: readonly ExtensionSource[]): Finding[] {
  const first = new Map<string, string>()
  return all.flatMap((extension) =>
    extension.calls.flatMap(({ name, ...position }) => {
      if (!known.has(name)) return []
      const { file } = extension
      const other = first.get(name)
      if (other === undefined) first.set(name, file)
      if (other === undefined) return []
      return [
        createFinding(
          'extension-event-twice',
          { name, file, other },
          { source: extension, position },
        ),
      ]
    }),
  )
}
