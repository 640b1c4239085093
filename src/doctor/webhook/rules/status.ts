import { createFinding } from '../../finding.js'
import { findProbed, statusOf } from '../answers.js'
import { contentTypeProbes } from '../probes.js'
import type { Probed } from '../types.js'
import type { ServerRule } from './rule.js'

const missing: readonly number[] = [404, 405]

/** The answers to valid deliveries, by content type. */
export function validOnes(probed: readonly Probed[]): Probed[] {
  return contentTypeProbes.flatMap((name) => findProbed(probed, name) ?? [])
}

/** There is no route for a POST at the address. */
export const notFound: ServerRule = ({ probed }) => {
  const valid = validOnes(probed)
  const [first] = valid
  if (first === undefined || !valid.every((one) => missing.includes(statusOf(one)))) return []
  return [createFinding('webhook-not-found', { status: statusOf(first) })]
}

/** Taken, or sent elsewhere, with a status that Wix does not count. */
export const statusNot200: ServerRule = ({ probed }) => {
  const odd = validOnes(probed).find(isOdd)
  if (odd?.answer.status !== 'answered') return []
  const { httpStatus: status, location } = odd.answer
  return [createFinding('webhook-status-not-200', { status, location })]
}

export function isOdd(probed: Probed): boolean {
  const status = statusOf(probed)
  return status > 200 && status < 400
}
