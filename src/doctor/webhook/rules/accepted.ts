import { createFinding } from '../../finding.js'
import { findProbed, isAccepted, saidIn, statusOf } from '../answers.js'
import type { Probed, ProbeName } from '../types.js'
import type { ServerRule } from './rule.js'

/** Wix sends a delivery again when it is not sure that it arrived, and then again for the refusal. */
export const duplicateRefused: ServerRule = ({ probed }) => {
  const sent = refusal(probed, 'same-again')
  return sent ? [createFinding('webhook-duplicate-refused', saidIn(sent))] : []
}

export const bodyLimited: ServerRule = ({ probed }) => {
  const sent = refusal(probed, 'large')
  if (!sent) return []
  const bytes = Buffer.byteLength(sent.probe.body)
  return [createFinding('webhook-body-limited', { ...saidIn(sent), bytes })]
}

export const unhandledRefused: ServerRule = ({ probed }) => {
  const sent = refusal(probed, 'event-unhandled')
  return sent ? [createFinding('webhook-unhandled-refused', saidIn(sent))] : []
}

/** An answer that Wix takes for a failure, of a server that accepts what is like it. */
function refusal(probed: readonly Probed[], name: ProbeName): Probed | null {
  const sent = findProbed(probed, name)
  if (sent === undefined || statusOf(sent) === 0 || isAccepted(sent)) return null
  const takesOthers = probed.some((one) => one.probe.expected === 'accept' && isAccepted(one))
  return takesOthers ? sent : null
}
