import type { EventDefinition } from '../catalog/index.js'
import type { Site, SiteKind } from './detect-site.js'
import type { ExportForm } from './handler-file.js'
import type { Finding, InitPlan } from './plan.js'
import { processedEvents } from './templates/velo.js'

export interface Advice {
  /** What to type; null when it is something to do elsewhere. */
  command: string | null
  text: string
}

/** What a folder was found to be. */
export function describeSite({ kind, evidence }: Site): string {
  const because = evidence.length > 0 ? ` (${evidence.join(', ')})` : ''
  return siteTitles[kind] + because
}

const siteTitles: Readonly<Record<SiteKind, string>> = {
  velo: 'a Git-integrated Velo site',
  'velo-older': 'a Velo site in the older layout',
  'cli-app': 'a Wix CLI app, headless project or Studio Two site',
  'cli-app-older': 'an app of the older Wix CLI',
  node: 'a project without Wix files',
  empty: 'an empty folder',
}

/** One sentence on what is so, one on what to do. */
export function describeFinding(finding: Finding): { message: string; hint: string } {
  const { file } = finding
  switch (finding.kind) {
    case 'not-called': {
      const { name, form, documented, position } = finding.handler
      const verb = documented ? 'does not call' : 'is not known to call'
      return {
        message: `Wix ${verb} ${name} at ${file}:${position.line}: it is ${forms[form]}`,
        hint: `Export a function: export function ${name}(event) { … }`,
      }
    }
    case 'star-export':
      return {
        message: `Wix is not known to call ${finding.name}: ${file} exports it with export *`,
        hint: `Export a function: export function ${finding.name}(event) { … }`,
      }
    case 'name-taken':
      return {
        message: `${file} uses the name ${finding.name} without exporting it, so init left it out`,
        hint: 'Export that function, or give it another name and run init again',
      }
    case 'typescript':
      return {
        message: `Wix does not read ${file}: handlers of a Velo site belong in events.js`,
        hint: 'Move them over; JSDoc types and // @ts-check work there',
      }
    case 'handled-elsewhere':
      return {
        message: `${finding.name} is handled in ${file}; an app can have one handler for each event`,
        hint: 'That one was left alone',
      }
    case 'unregistered': {
      const uses = finding.entries.map(({ name }) => `.use(${name})`).join('')
      const imports = finding.entries.map(({ name, path }) => `import ${name} from '${path}.ts'`)
      return {
        message: finding.exists
          ? `The extensions are not registered: ${file} is not of the form export default app().use(…)`
          : `The extensions are not registered: there is no ${file}`,
        hint: `It needs:\n${imports.join('\n')}\nexport default app()${uses}`,
      }
    }
  }
}

const forms: Readonly<Record<ExportForm, string>> = {
  function: 'a function',
  'async-function': 'a function',
  arrow: 'a function',
  'function-expression': 'a function',
  alias: 'a function',
  class: 'a class',
  'imported-reexport': 'imported from another file and exported again',
  dynamic: 'the value of a call',
  member: 'a member of an object',
  commonjs: 'exported with CommonJS',
  default: 'the default export',
  other: 'no function',
}

export interface Surroundings {
  /** Whether the site has this package among its dependencies. */
  isInstalled: boolean
  /** The site, from where the user is; empty when that is the same. */
  folder: string
}

/** What to do after init, most useful first. */
export function adviseNext(plan: InitPlan, { isInstalled, folder }: Surroundings): Advice[] {
  const { site, definitions, files, remembersEvents } = plan
  const added = new Set(files.flatMap((file) => file.added))
  const isNew = ({ veloHandler }: EventDefinition) => veloHandler !== null && added.has(veloHandler)
  const key = (definitions.find(isNew) ?? definitions[0])?.key ?? 'assigned'
  const isVelo = site.handlerFile !== null
  const advice: (Advice | false)[] = [
    folder !== '' && { command: `cd ${folder}`, text: 'the site' },
    {
      command: `npx badge-events simulate ${key}`,
      text: 'run the handler with a realistic event',
    },
    !isVelo && {
      command: `npx badge-events events ${key}`,
      text: 'what the event holds, and the permission it needs',
    },
    isVelo &&
      !isInstalled && {
        command: 'npm install --save-dev badge-events',
        text: 'types of the events in your editor',
      },
    remembersEvents && {
      command: null,
      text: `Create the collection ${processedEvents} in your site: handlers keep the ids of events there.`,
    },
    isVelo
      ? {
          command: null,
          text: 'Publish the site: Wix calls the handlers there only, not in preview.',
        }
      : { command: null, text: 'Give the app the permission, and release a version.' },
    { command: null, text: 'More in README.md and docs/init.md of badge-events.' },
  ]
  return advice.filter((entry) => entry !== false)
}
