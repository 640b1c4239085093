import { BadgeEventsError } from '../errors.js'
import type { Project } from '../project.js'
import { readText } from '../scaffold/read-text.js'
import { createEnvironment } from './environment.js'
import { sortFindings } from './examine.js'
import { type Finding, hasCode } from './finding.js'
import { handlerRules } from './rules/index.js'
import { readSite, type Site } from './site.js'

/**
 * Why Wix finds none of the wanted handlers in a site: those in a wrong form, in a wrong file, under a
 * misspelled name, or a file that holds none that count. Empty when nothing explains it.
 *
 * @param wanted - names of Velo handlers, such as `wixBadges_onBadgeAssigned`
 */
export function explainNoHandler(
  { root, handlerFile }: Pick<Project, 'root' | 'handlerFile'>,
  wanted: readonly string[],
): Finding[] {
  const site = openSite(root, handlerFile)
  if (site === null) return []
  const found = handlerRules.flatMap((rule) => rule(site))
  return sortFindings(found.filter((finding) => explains(finding, wanted)))
}

/** An explanation is a help, so what keeps it from being found must not hide the result it is about. */
function openSite(root: string, handler: string): Site | null {
  try {
    return readSite({
      cwd: root,
      handler,
      environment: createEnvironment({}),
      readText: (path) => readText(path, path),
    })
  } catch (error) {
    if (error instanceof BadgeEventsError) return null
    throw error
  }
}

function explains(finding: Finding, wanted: readonly string[]): boolean {
  const isWanted = (name: string) => wanted.includes(name)
  // Not about whether Wix calls it.
  if (finding.severity === 'hint') return false
  if (hasCode(finding, 'handler-misspelled')) return finding.args.nearest.some(isWanted)
  if (hasCode(finding, 'handler-unprefixed')) return isWanted(finding.args.full)
  if (!('name' in finding.args) || finding.args.name === null) return true
  return isWanted(finding.args.name)
}
