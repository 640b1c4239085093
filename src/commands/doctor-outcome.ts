import { relative } from 'node:path'
import type { Finding, Severity } from '../doctor/finding.js'
import { packageRoot } from '../package-root.js'

const severities: readonly Severity[] = ['error', 'warning', 'hint']

/** 1 when there is a finding as bad as `failOn` or worse, else 0. */
export function exitCodeOf(findings: readonly Finding[], failOn: Severity = 'error'): number {
  const failing = severities.slice(0, severities.indexOf(failOn) + 1)
  return findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0
}

/** What leads from the current folder to the documentation of this package. */
export function docsBase(cwd: string): string {
  const inside = relative(cwd, packageRoot).replaceAll('\\', '/')
  return inside.startsWith('../') ? `${packageRoot}/` : inside && `${inside}/`
}
