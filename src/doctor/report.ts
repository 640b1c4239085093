import type { Finding } from './finding.js'
import { describeFinding, docsPage } from './messages.js'

export interface FindingReport extends Finding {
  message: string
  todo: string
  /** Below the folder of this package. */
  docs: string
}

/** The one document of `doctor --json`. */
export interface DoctorReport {
  findings: FindingReport[]
  summary: { errors: number; warnings: number; hints: number }
  /** With `--fix` or `--dry-run`: what was repaired, or would be. */
  fixed?: FindingReport[]
  dryRun?: boolean
  /** With `--dry-run`: the changes as one patch. */
  diff?: string
}

/** Findings with their sentences, and the counts. */
export function createReport(
  findings: readonly Finding[],
  fixes?: { fixed: readonly Finding[]; dryRun: boolean; diff: string },
): DoctorReport {
  return {
    findings: findings.map(describe),
    summary: summarize(findings),
    ...(fixes && { fixed: fixes.fixed.map(describe), dryRun: fixes.dryRun }),
    ...(fixes?.dryRun && { diff: fixes.diff }),
  }
}

/** How many there are of each severity. */
function summarize(findings: readonly Finding[]): DoctorReport['summary'] {
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length
  return { errors: count('error'), warnings: count('warning'), hints: count('hint') }
}

function describe(finding: Finding): FindingReport {
  const { happens, todo } = describeFinding(finding)
  return { ...finding, message: happens, todo, docs: docsPage(finding.code) }
}
