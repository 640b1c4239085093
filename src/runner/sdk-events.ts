import { readFileSync } from 'node:fs'

/** Where the definitions of events are in a package of Wix. */
export interface PackageEvents {
  /** `onX` names that the package exports itself, as `@wix/auto_sdk_members_badges` does. */
  own: string[]
  /** Those in the namespaces that it exports, as `@wix/members` does. */
  namespaces: { name: string; specifier: string }[]
}

const starImport = /\bimport\s*\*\s*as\s+([\w$]+)\s*from\s*["']([^"']+)["']/g
const exportList = /\bexport\s*\{([^}]*)\}/g

/**
 * Reads from the module of a package which events it may define. The packages are generated and of one
 * form, so their import and export lists say it without a parser; that a name really is the definition
 * of an event is looked at again when it is loaded.
 */
export function readPackageEvents(file: string): PackageEvents {
  const code = readFileSync(file, 'utf8')
  const exported = new Map(exportedNames(code).map(({ local, name }) => [local, name]))
  const namespaces = [...code.matchAll(starImport)].flatMap(([, local = '', specifier = '']) => {
    const name = exported.get(local)
    return name === undefined ? [] : [{ name, specifier }]
  })
  return { own: [...exported.values()].filter(isEventName), namespaces }
}

/** `onBadgeAssigned`, as the SDK names all that registers a handler. */
export function isEventName(name: string): boolean {
  return /^on[A-Z]/.test(name)
}

function exportedNames(code: string): { local: string; name: string }[] {
  return [...code.matchAll(exportList)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((entry) => entry.trim().split(/\s+as\s+/))
      .flatMap(([local = '', name = local]) => (local === '' ? [] : [{ local, name }])),
  )
}
