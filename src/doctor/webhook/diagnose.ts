import type { Finding } from '../finding.js'
import { relevant } from './answers.js'
import { rules } from './rules/index.js'
import type { Examination } from './types.js'

/** What is wrong with a server's answers, and why, as far as they tell. */
export function diagnoseServer(examination: Examination): Finding[] {
  const { event } = examination
  const probed = relevant(examination)
  return rules.flatMap((rule) => rule({ event, probed, tried: examination.probed }))
}
