import { displayPath } from '../../project.js'
import { createChange, type FileChange } from '../../scaffold/file-change.js'
import { planGitignore } from '../../scaffold/plan-files.js'
import type { Finding } from '../finding.js'
import type { Site } from '../site.js'
import { parseSource, type SourceFile } from '../source-file.js'
import { fixCommonJs } from './commonjs.js'
import { fixExport } from './export.js'
import { fixStar } from './star.js'

export interface FixPlan {
  /** The findings that the changes repair. */
  fixed: Finding[]
  changes: FileChange[]
}

/** Gives the repaired text of the handler file; null where no repair is safe. */
export type Fixer = (source: SourceFile, name: string) => string | null

const fixers: Partial<Record<Finding['code'], Fixer>> = {
  'handler-reexported': fixExport,
  'handler-reexported-from': fixExport,
  'handler-dynamic': fixExport,
  'handler-member': fixExport,
  'handler-star-exported': fixStar,
  'handler-commonjs': fixCommonJs,
}

/** What can be repaired without guessing: the form of an export, and a missing line in .gitignore. */
export function planFixes(site: Site, findings: readonly Finding[]): FixPlan {
  const fixed: Finding[] = []
  const changes: FileChange[] = []
  let { events } = site
  for (const finding of findings) {
    const fixer = fixers[finding.code]
    const name = 'name' in finding.args ? finding.args.name : null
    if (!events || !fixer || name === null) continue
    const text = fixer(events, name)
    // One repair at a time, each on the text as the one before left it.
    const next = text === null ? null : parseSource(events.path, events.file, text)
    if (!next?.module) continue
    events = next
    fixed.push(finding)
  }
  if (site.events && events && events.text !== site.events.text) {
    const path = displayPath(site.root, site.events.path)
    changes.push(createChange(path, site.events.text, events.text))
  }
  const notIgnored = findings.find(({ code }) => code === 'folder-not-ignored')
  if (notIgnored) {
    fixed.push(notIgnored)
    changes.push(planGitignore(site.read))
  }
  return { fixed, changes }
}
