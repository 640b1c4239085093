import { createFinding, type Finding } from '../../finding.js'
import { findProbed, isTaken, saidIn, stackOf, statusOf, textOf } from '../answers.js'
import { readTell } from '../tells.js'
import type { Probed } from '../types.js'
import type { Answers, ServerRule } from './rule.js'
import { isOdd, validOnes } from './status.js'

/** How a body does not reach the handler as it was sent. */
type Loss = 'webhook-body-parsed' | 'webhook-body-unread' | 'webhook-content-type-refused'

const losses: readonly Loss[] = [
  'webhook-body-parsed',
  'webhook-body-unread',
  'webhook-content-type-refused',
]

/** Valid deliveries that get lost on the way to the handler because of their content type. */
export const contentType: ServerRule = (answers) => {
  const { probed } = answers
  const failed = validOnes(probed).filter(isRefused)
  const lost = failed.map((one) => ({ one, loss: readLoss(one, failed, answers) }))
  return losses.flatMap((loss) => {
    const ones = lost.filter((each) => each.loss === loss).map(({ one }) => one)
    return createLoss(loss, ones, answers)
  })
}

/** Whether a valid delivery is refused by more than an unusual status. */
export function isRefused(probed: Probed): boolean {
  const isMissing = statusOf(probed) === 404 || statusOf(probed) === 405
  return statusOf(probed) !== 0 && !isTaken(probed) && !isOdd(probed) && !isMissing
}

/** What kept a valid delivery from being read; null where the answers do not tell. */
export function readLoss(
  one: Probed,
  failed: readonly Probed[],
  { probed }: Pick<Answers, 'probed'>,
): Loss | null {
  if (statusOf(one) === 415) return 'webhook-content-type-refused'
  const tell = readTell(textOf(one))
  if (tell === 'json-parser') return 'webhook-body-parsed'
  if (tell === 'no-text') return 'webhook-body-unread'
  if (tell !== null) return null
  const quoted = findProbed(probed, 'json-quoted')
  const takesBare = validOnes(probed).some(isTaken)
  // A token in quotes is JSON, and a JSON parser takes the quotes off.
  if (!takesBare)
    return isJsonEater(one, probed) || (quoted && isTaken(quoted)) ? 'webhook-body-parsed' : null
  const others = failed.filter((other) => other !== one && statusOf(other) !== 415)
  const isLikeOthers = others.some((other) => statusOf(other) === statusOf(one))
  const isJson = one.probe.name === 'application-json'
  return isJson && !isLikeOthers ? 'webhook-body-parsed' : 'webhook-body-unread'
}

/** Answers a token sent as JSON in another way than any other refusal: it did not get past a parser. */
function isJsonEater(one: Probed, probed: readonly Probed[]): boolean {
  const json = findProbed(probed, 'json')
  const plain = findProbed(probed, 'text-plain')
  if (one.probe.name !== 'application-json' || !json || !plain) return false
  return statusOf(one) !== statusOf(json) && statusOf(one) !== statusOf(plain)
}

function createLoss(loss: Loss, ones: readonly Probed[], { probed }: Answers): Finding[] {
  const [first] = ones
  if (first === undefined) return []
  const contentTypes = ones.map(({ probe }) => probe.contentType)
  return [createFinding(loss, { ...saidIn(first), contentTypes, stack: stackOf(probed) })]
}
