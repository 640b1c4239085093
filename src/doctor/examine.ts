import type { Finding, Severity } from './finding.js'
import { rules } from './rules/index.js'
import type { Site } from './site.js'

/** All that the rules find, the worst first, then by place. */
export async function examineSite(site: Site): Promise<Finding[]> {
  const found = await Promise.all(rules.map((rule) => rule(site)))
  return sortFindings(found.flat())
}

const order: readonly Severity[] = ['error', 'warning', 'hint']

export function sortFindings(findings: readonly Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) =>
      order.indexOf(a.severity) - order.indexOf(b.severity) ||
      compare(a.place?.file ?? '', b.place?.file ?? '') ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      compare(a.code, b.code),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
