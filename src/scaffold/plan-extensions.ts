import type { EventDefinition } from '../catalog/index.js'
import { defaultStyle } from './code-style.js'
import { createChange, type FileChange } from './file-change.js'
import type { ReadSiteFile } from './plan-files.js'
import { type Registration, registerExtensions } from './register-extensions.js'
import { restyle } from './restyle.js'
import {
  extensionBuilder,
  extensionFolders,
  extensionHandler,
  type SdkEvent,
} from './templates/extension.js'

export interface ExtensionsPlan {
  files: FileChange[]
  /** Events that other extensions of the app handle already; an app can have one handler for each. */
  handledElsewhere: { definition: EventDefinition; path: string }[]
  /** What has to be added to `src/extensions.ts` by hand. */
  unregistered: Registration[]
  /** The file that registers extensions, null when there is none. */
  registry: string | null
}

export interface AppFiles {
  read: ReadSiteFile
  /** The code files below `src/extensions/`, relative to the root. */
  extensionFiles: readonly string[]
  /** The package that `extensions` comes from. */
  builders: string
}

const folder = 'src/extensions/backend/events'

/** Writes event extensions as `wix generate` lays them out, and registers them. */
export function planExtensions(
  definitions: readonly EventDefinition[],
  { read, extensionFiles, builders }: AppFiles,
  newId: () => string,
): ExtensionsPlan {
  const handledElsewhere: ExtensionsPlan['handledElsewhere'] = []
  const files: FileChange[] = []
  const registrations: Registration[] = []
  for (const definition of definitions.filter(isSdkEvent)) {
    const name = extensionFolders[definition.key]
    const handlerPath = `${folder}/${name}/${name}.ts`
    const other = extensionFiles.find(
      (path) => path !== handlerPath && handles(read(path) ?? '', definition),
    )
    if (other !== undefined) {
      handledElsewhere.push({ definition, path: other })
      continue
    }
    const write = (path: string, lines: () => string[], added: string[]) => {
      const before = read(path)
      const after = before ?? restyle([...lines(), ''], defaultStyle)
      files.push(createChange(path, before, after, before === null ? added : []))
    }
    const { module, name: sdkName } = definition.sdk
    write(handlerPath, () => extensionHandler(definition), [`${module}.${sdkName}`])
    write(
      `${folder}/${name}/${name}.extension.ts`,
      () => extensionBuilder(name, newId(), builders),
      [],
    )
    registrations.push({
      name: camelCase(name),
      path: `./extensions/backend/events/${name}/${name}.extension`,
    })
  }
  const registry = ['src/extensions.ts', 'src/extensions.js'].find((path) => read(path) !== null)
  if (registry === undefined) {
    return { files, handledElsewhere, unregistered: registrations, registry: null }
  }
  const text = read(registry) ?? ''
  const { text: after, added, unregistered } = registerExtensions(text, registrations)
  files.push(createChange(registry, text, after, added))
  return { files, handledElsewhere, unregistered, registry }
}

function isSdkEvent(definition: EventDefinition): definition is SdkEvent {
  return definition.sdk !== null
}

/** TypeScript, so not parsed: a call of the SDK's function outside line comments. */
function handles(text: string, { sdk: { name } }: SdkEvent): boolean {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return new RegExp(`\\b${name}\\s*\\(`).test(code)
}

/** `badge-created` → `badgeCreated` */
function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_dash, letter: string) => letter.toUpperCase())
}
