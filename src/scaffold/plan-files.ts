import { readFixture } from '../catalog/fixture.js'
import type { EventDefinition } from '../catalog/index.js'
import { readLineEnd } from './code-style.js'
import { createChange, type FileChange } from './file-change.js'

/** Gives the text of a file of the site, null when it is not there. */
export type ReadSiteFile = (path: string) => string | null

/** Beside the installed package, so that editors check the file without a network. */
const configSchema = '../node_modules/badge-events/docs/config.schema.json'

/** `badge-events/config.json`; one that exists is left as it is. */
export function planConfig(read: ReadSiteFile): FileChange {
  const path = 'badge-events/config.json'
  const before = read(path)
  return createChange(path, before, before ?? toJson({ $schema: configSchema }))
}

/** The shipped fixtures of some events, to be edited; those that exist are left as they are. */
export function planFixtures(
  definitions: readonly EventDefinition[],
  read: ReadSiteFile,
): FileChange[] {
  return definitions.map(({ key }) => {
    const path = `badge-events/fixtures/${key}.json`
    const before = read(path)
    return createChange(path, before, before ?? toJson(readFixture(key)))
  })
}

/** `.badge-events/` holds deliveries, keys and caches: it must not be committed. */
export function planGitignore(read: ReadSiteFile): FileChange {
  const path = '.gitignore'
  const line = '.badge-events/'
  const before = read(path)
  if (before === null) return createChange(path, null, `${line}\n`, [line])
  const isThere = before
    .split(/\r?\n/)
    .some((entry) => /^\/?\.badge-events\/?$/.test(entry.trimEnd()))
  if (isThere) return createChange(path, before, before)
  const lineEnd = readLineEnd(before)
  const ended = before === '' || /[\r\n]$/.test(before) ? before : before + lineEnd
  return createChange(path, before, `${ended}${line}${lineEnd}`, [line])
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
