import { createFinding } from '../../finding.js'
import { findProbed, isAccepted } from '../answers.js'
import { patienceMs } from '../ask.js'
import type { ServerRule } from './rule.js'
import { validOnes } from './status.js'

/** A request that the server did not survive, or after which it takes nothing any more. */
export const crashed: ServerRule = ({ probed, tried }) => {
  const gone = tried.findIndex(({ answer }) => answer.status === 'unreachable')
  const before = tried[gone - 1]
  if (before) return [createFinding('webhook-crashed', { after: before.probe.name, how: 'gone' })]
  const cut = tried.find(({ answer }) => answer.status === 'cut')
  if (cut) return [createFinding('webhook-crashed', { after: cut.probe.name, how: 'cut' })]
  const last = findProbed(probed, 'at-last')
  const wasWell = validOnes(probed).some(isAccepted)
  if (!last || !wasWell || last.answer.status !== 'answered' || isAccepted(last)) return []
  const refusals = probed.filter(({ probe }) => probe.expected === 'refuse')
  const after = refusals.at(-1)?.probe.name ?? 'get'
  return [createFinding('webhook-crashed', { after, how: 'refuses' })]
}

/** Requests that are never answered. */
export const noAnswer: ServerRule = ({ tried }) => {
  // Wix does not send GET.
  const silent = tried.filter(
    ({ probe, answer }) => answer.status === 'silent' && probe.name !== 'get',
  )
  if (silent.length === 0) return []
  const probes = [...new Set(silent.map(({ probe }) => probe.name))]
  return [createFinding('webhook-no-answer', { probes, seconds: patienceMs / 1000 })]
}
