import {
  findRegistrationCalls,
  findRegistry,
  listEventExtensions,
  type RegistrationCall,
  registryPath,
} from '../extensions.js'
import { displayPath } from '../project.js'
import type { Located } from './finding.js'

/** An event extension as the rules see it. Nothing here parses TypeScript: its text has to do. */
export interface ExtensionSource extends Located {
  /** Calls that look like the registration of a handler. */
  calls: RegistrationCall[]
  /** The file that gives it its id, relative to the root; null when there is none. */
  builder: string | null
  /** Whether the app uses it. */
  isRegistered: boolean
}

/** Reads the event extensions of an app. */
export function readExtensions(
  root: string,
  readText: (path: string) => string | null,
): { extensions: ExtensionSource[]; registry: string | null } {
  const registryFile = findRegistry(root)
  const registry = registryFile === null ? '' : (readText(registryFile) ?? '')
  const extensions = listEventExtensions(root).map(({ file, builder }) => {
    const text = readText(file) ?? ''
    return {
      file: displayPath(root, file),
      text,
      calls: findRegistrationCalls(text),
      builder: builder === null ? null : displayPath(root, builder),
      isRegistered: builder !== null && registry.includes(registryPath(root, builder)),
    }
  })
  return { extensions, registry: registryFile === null ? null : displayPath(root, registryFile) }
}
