import { createFinding } from '../../finding.js'
import { findProbed, isTaken } from '../answers.js'
import { forgeries, junkBodies } from '../probes.js'
import type { Probed, ProbeName } from '../types.js'
import type { ServerRule } from './rule.js'

/** What nobody should get accepted who has not the key. */
export const forgeryAccepted: ServerRule = ({ probed }) => {
  const accepted = forgeries.filter((name) => isTakenAs(probed, name))
  if (accepted.length === 0) return []
  if (takesAll(probed)) {
    return [
      createFinding('webhook-accepts-all', { answered: forgeries.length + junkBodies.length }),
    ]
  }
  if (accepted.includes('bad-signature')) return [createFinding('webhook-signature-unchecked', {})]
  return [createFinding('webhook-forgery-accepted', { forgeries: accepted })]
}

/**
 * What is no delivery at all. A quoted token tells of something else where bare ones are not taken, of
 * a parser, and where wrong signatures are.
 */
export const junkAccepted: ServerRule = ({ probed }) => {
  if (takesAll(probed)) return []
  const countsQuoted = isTakenAs(probed, 'application-json') && !isTakenAs(probed, 'bad-signature')
  const bodies = junkBodies
    .filter((name) => isTakenAs(probed, name))
    .filter((name) => name !== 'json-quoted' || countsQuoted)
  return bodies.length === 0 ? [] : [createFinding('webhook-junk-accepted', { bodies })]
}

function takesAll(probed: readonly Probed[]): boolean {
  return [...forgeries, ...junkBodies].every((name) => isTakenAs(probed, name))
}

function isTakenAs(probed: readonly Probed[], name: ProbeName): boolean {
  const sent = findProbed(probed, name)
  return sent !== undefined && isTaken(sent)
}
