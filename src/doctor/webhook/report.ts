import { probeWords } from '../messages/webhook.js'
import { isAccepted, isTaken, saidIn, statusOf } from './answers.js'
import type { Answer, Examination, Expected, Probe, Probed } from './types.js'

/** One probe and its answer, as `--json` prints it. */
export interface ProbeReport extends Pick<Probe, 'name' | 'expected' | 'event' | 'contentType'> {
  /** What was sent, in words. */
  title: string
  /** Size of the body. */
  bytes: number
  answer: {
    status: Answer['status']
    durationMs: number
    httpStatus?: number
    /** The beginning of the body, as one line. */
    text?: string
    reason?: string
  }
  /** Whether it is what was expected; the time counts in the findings alone. */
  verdict: 'right' | 'wrong' | 'noted'
}

export function reportProbes({ probed }: Examination): ProbeReport[] {
  return probed.map(reportProbe)
}

function reportProbe(probed: Probed): ProbeReport {
  const { name, expected, event, contentType, body } = probed.probe
  return {
    name,
    title: probeWords[name],
    expected,
    event,
    contentType,
    bytes: Buffer.byteLength(body),
    answer: reportAnswer(probed),
    verdict: judge(expected, probed),
  }
}

function reportAnswer(probed: Probed): ProbeReport['answer'] {
  const { answer } = probed
  const common = { status: answer.status, durationMs: Math.round(answer.durationMs) }
  if (answer.status === 'silent') return common
  if (answer.status !== 'answered') return { ...common, reason: answer.reason }
  const { status: httpStatus, said: text } = saidIn(probed)
  return { ...common, httpStatus, text }
}

function judge(expected: Expected, probed: Probed): ProbeReport['verdict'] {
  if (expected === 'any') return 'noted'
  if (expected === 'accept') return isAccepted(probed) ? 'right' : 'wrong'
  return statusOf(probed) === 0 || isTaken(probed) ? 'wrong' : 'right'
}
