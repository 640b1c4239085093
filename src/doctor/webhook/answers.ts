import type { Answer, Examination, Probed, ProbeName, Stack } from './types.js'

type Answered = Extract<Answer, { status: 'answered' }>

/** How a person would find an answer in a log: its status, and the beginning of what it said. */
export interface Said {
  status: number
  said: string
}

const saidLength = 120

/** The status of an answer, 0 where there was none. */
export function statusOf({ answer }: Probed): number {
  return answer.status === 'answered' ? answer.httpStatus : 0
}

/** Any 2xx: the server took it, though Wix may not think so. */
export function isTaken(probed: Probed): boolean {
  return Math.trunc(statusOf(probed) / 100) === 2
}

/** What Wix counts as received, but for the time it took. */
export function isAccepted(probed: Probed): boolean {
  return statusOf(probed) === 200
}

export function textOf({ answer }: Probed): string {
  return answer.status === 'answered' ? answer.text : ''
}

/** The gist of an answer: error pages of frameworks are HTML with a stack in it. */
export function saidIn(probed: Probed): Said {
  const text = withoutMarkup(textOf(probed)).replace(/\s+/g, ' ').trim()
  const said = text.length > saidLength ? `${text.slice(0, saidLength - 1)}…` : text
  return { status: statusOf(probed), said }
}

const entities: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&nbsp;': ' ',
  '&amp;': '&',
}

/** Of an error with its stack the first line. */
function withoutMarkup(text: string): string {
  const [, error] = /<pre>([\s\S]*?)<(?:br|\/pre)/i.exec(text) ?? []
  return (error ?? text)
    .replace(/<(title|style|script)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(?:\w+|#39);/g, (entity) => entities[entity] ?? entity)
    .replace(/\s+at \S+ \((?:file:|node:|\/)[\s\S]*$/, '')
}

/** Whether two answers say the same, but for ids and times. */
export function isSameAnswer(one: Probed, other: Probed): boolean {
  return statusOf(one) === statusOf(other) && gist(one) === gist(other)
}

function gist(probed: Probed): string {
  return textOf(probed)
    .slice(0, 2000)
    .replace(/[\w-]*\d[\w.:-]*/g, '0')
}

/** Without the events that were tried in vain. */
export function relevant({ event, probed }: Examination): readonly Probed[] {
  return probed.filter(({ probe }) => probe.expected !== 'accept' || probe.event === event)
}

/** The answer to a probe; none when it was not sent. */
export function findProbed(probed: readonly Probed[], name: ProbeName): Probed | undefined {
  return probed.find(({ probe }) => probe.name === name)
}

/** What the server is made with, for advice that can be typed in. */
export function stackOf(probed: readonly Probed[]): Stack {
  const answers = probed.map(({ answer }) => answer).filter(isAnswered)
  if (answers.some(({ poweredBy }) => poweredBy === 'Express')) return 'express'
  if (answers.some(({ text }) => text.includes('FST_ERR_'))) return 'fastify'
  // The body parser of API routes says just this.
  return answers.some(({ text }) => text === 'Invalid JSON') ? 'next' : null
}

function isAnswered(answer: Answer): answer is Answered {
  return answer.status === 'answered'
}
