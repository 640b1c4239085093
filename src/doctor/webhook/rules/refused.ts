import { createFinding, type Finding } from '../../finding.js'
import { findProbed, isSameAnswer, isTaken, saidIn, statusOf, textOf } from '../answers.js'
import { readTell } from '../tells.js'
import type { Probed } from '../types.js'
import { isRefused, readLoss } from './content-type.js'
import type { Answers, ServerRule } from './rule.js'
import { validOnes } from './status.js'

/** A server that takes no delivery at all, for another reason than the way it reads bodies. */
export const refused: ServerRule = (answers) => {
  const { probed } = answers
  const valid = validOnes(probed)
  const failed = valid.filter(isRefused)
  const [first] = failed
  if (first === undefined || valid.some(isTaken)) return []
  const told = failed.find(
    (one) => readTell(textOf(one)) !== null && !readLoss(one, failed, answers),
  )
  if (told) return [explainTell(told, answers)]
  const isExplained = failed.some((one) => readLoss(one, failed, answers) !== null)
  return isExplained ? [] : [explainSilent(first, answers)]
}

/** The server said why. */
function explainTell(told: Probed, { tried, event }: Answers): Finding {
  const said = saidIn(told)
  switch (readTell(textOf(told))) {
    case 'key-unreadable':
      return createFinding('webhook-key-unreadable', said)
    case 'event-unexpected': {
      const events = tried.flatMap(({ probe }) =>
        probe.expected === 'accept' && probe.event !== null ? [probe.event] : [],
      )
      return createFinding('webhook-event-unexpected', {
        ...said,
        events: [...new Set([event, ...events])],
      })
    }
    default:
      return createFinding('webhook-key-other', said)
  }
}

/** Statuses that are about who sent something. */
const aboutTheSender: readonly number[] = [401, 403]

/** It did not: what differs between its answers has to do. */
function explainSilent(valid: Probed, { probed, event }: Answers): Finding {
  const said = saidIn(valid)
  const forged = findProbed(probed, 'bad-signature')
  const garbage = findProbed(probed, 'garbage')
  if (forged && !isSameAnswer(valid, forged)) {
    return createFinding('webhook-handler-failed', { ...said, event })
  }
  const isVerified = forged && garbage && !isSameAnswer(valid, garbage)
  if (isVerified || aboutTheSender.includes(statusOf(valid))) {
    return createFinding('webhook-key-other', said)
  }
  return createFinding('webhook-refused', said)
}
