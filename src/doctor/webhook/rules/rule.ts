import type { Finding } from '../../finding.js'
import type { Probed } from '../types.js'

/** What the rules look at. */
export interface Answers {
  /** The event that the probes were about. */
  event: string
  probed: readonly Probed[]
  /** With the events that were tried in vain. */
  tried: readonly Probed[]
}

/** Looks for one kind of trouble. */
export type ServerRule = (answers: Answers) => Finding[]
