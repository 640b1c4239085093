import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { EventDefinition } from '../catalog/index.js'
import { BadgeEventsError } from '../errors.js'
import { detectSite, type Site } from './detect-site.js'
import { createChange, type FileChange } from './file-change.js'
import { type HandlerExport, readHandlerFile } from './handler-file.js'
import { type ExtensionsPlan, planExtensions } from './plan-extensions.js'
import { planConfig, planFixtures, planGitignore, type ReadSiteFile } from './plan-files.js'
import { planHandlers } from './plan-handlers.js'
import { readText } from './read-text.js'
import { type EventChoice, selectEvents } from './select-events.js'
import { readStarNames } from './star-names.js'

export interface InitPlan {
  site: Site
  definitions: EventDefinition[]
  files: FileChange[]
  /** What the user should know of what was found. */
  findings: Finding[]
  /** Whether the code that was added needs the collection of handled events. */
  remembersEvents: boolean
}

/** Something about the site that keeps a handler from being called, or from being written. */
export type Finding =
  | { kind: 'not-called'; file: string; handler: HandlerExport }
  | { kind: 'name-taken'; file: string; name: string }
  | { kind: 'star-export'; file: string; name: string }
  | { kind: 'typescript'; file: string }
  | { kind: 'handled-elsewhere'; file: string; name: string }
  | {
      kind: 'unregistered'
      file: string
      exists: boolean
      entries: ExtensionsPlan['unregistered']
    }

export interface InitChoice extends EventChoice {
  fixtures?: boolean | undefined
}

/**
 * Finds out what a folder is and plans what init does there. Reads, writes nothing.
 *
 * @param dir - absolute
 * @throws BadgeEventsError when something it would extend cannot be read, or nothing is asked for
 */
export function planInit(dir: string, choice: InitChoice, newId: () => string): InitPlan {
  const site = detectSite(dir)
  if (site.kind === 'cli-app-older') throw olderApp(site)
  const definitions = selectEvents(choice, site.kind)
  const read: ReadSiteFile = (path) => readText(join(site.root, path), path)
  const code =
    site.handlerFile === null
      ? planApp(site, definitions, read, newId)
      : planVelo(site, site.handlerFile, definitions, read)
  return {
    site,
    definitions,
    ...code,
    files: [
      ...code.files,
      planConfig(read),
      ...(choice.fixtures ? planFixtures(definitions, read) : []),
      planGitignore(read),
    ],
  }
}

type CodePlan = Pick<InitPlan, 'files' | 'findings' | 'remembersEvents'>

function planVelo(
  { root }: Site,
  path: string,
  definitions: readonly EventDefinition[],
  read: ReadSiteFile,
): CodePlan {
  const before = read(path)
  const absolute = join(root, path)
  const starNames = before ? readStarNames(readHandlerFile(before, path), absolute) : []
  const plan = planHandlers(before ?? '', definitions, path, starNames)
  const typescript = path.replace(/\.js$/, '.ts')
  const notCalled = plan.existing.filter(({ calledByWix }) => !calledByWix)
  return {
    files: [createChange(path, before, plan.text, plan.added)],
    findings: [
      ...notCalled.map((handler): Finding => ({ kind: 'not-called', file: path, handler })),
      ...plan.starred.map((name): Finding => ({ kind: 'star-export', file: path, name })),
      ...plan.taken.map((name): Finding => ({ kind: 'name-taken', file: path, name })),
      ...(existsSync(join(root, typescript))
        ? [{ kind: 'typescript', file: typescript } satisfies Finding]
        : []),
    ],
    remembersEvents: plan.remembersEvents,
  }
}

function planApp(
  { root }: Site,
  definitions: readonly EventDefinition[],
  read: ReadSiteFile,
  newId: () => string,
): CodePlan {
  const extensionFiles = listCode(root, 'src/extensions')
  const plan = planExtensions(
    definitions,
    { read, extensionFiles, builders: findBuilders(read) },
    newId,
  )
  return {
    files: plan.files,
    findings: [
      ...plan.handledElsewhere.map(
        ({ definition, path }): Finding => ({
          kind: 'handled-elsewhere',
          file: path,
          name: definition.sdk ? `${definition.sdk.module}.${definition.sdk.name}` : definition.key,
        }),
      ),
      ...(plan.unregistered.length > 0
        ? [
            {
              kind: 'unregistered',
              file: plan.registry ?? 'src/extensions.ts',
              exists: plan.registry !== null,
              entries: plan.unregistered,
            } satisfies Finding,
          ]
        : []),
    ],
    remembersEvents: false,
  }
}

/** Studio Two sites have a package of their own for what Astro projects take from theirs. */
function findBuilders(read: ReadSiteFile): string {
  const studioTwo = '@wix/custom-extensions'
  const texts = [read('src/extensions.ts'), read('src/extensions.js'), read('package.json')]
  const named = (name: string) => texts.some((text) => text?.includes(`${name}`))
  return named(studioTwo) && !named('@wix/astro') ? studioTwo : '@wix/astro/builders'
}

function listCode(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => /\.[jt]s$/.test(path) && !path.includes('/node_modules/'))
    .sort()
}

function olderApp({ root, evidence }: Site): BadgeEventsError {
  return new BadgeEventsError(
    'USAGE_INVALID',
    `${root} is an app of the older Wix CLI (${evidence.join(', ')}); init writes the current layout only`,
    { hint: 'Add an event extension with `wix generate`. Nothing was written.' },
  )
}
