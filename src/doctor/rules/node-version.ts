import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../package-root.js'
import { createFinding } from '../finding.js'
import { satisfies } from '../node-range.js'
import type { Rule } from './rule.js'

/** A Node that badge-events, or the site itself, does not support. */
export const nodeVersion: Rule = ({ environment, read }) => {
  const version = environment.nodeVersion
  const ours = readFileSync(join(packageRoot, 'package.json'), 'utf8')
  const asking = [
    { owner: 'badge-events', range: engineOf(ours) },
    { owner: 'package.json of the site', range: engineOf(read('package.json')) },
  ]
  return asking.flatMap(({ owner, range }) =>
    range !== null && satisfies(version, range) === false
      ? [createFinding('node-unsupported', { version, range, owner })]
      : [],
  )
}

function engineOf(manifest: string | null): string | null {
  if (manifest === null) return null
  try {
    const { engines } = JSON.parse(manifest) as { engines?: { node?: unknown } }
    return typeof engines?.node === 'string' ? engines.node : null
  } catch {
    // npm says what is wrong with a package.json.
    return null
  }
}
