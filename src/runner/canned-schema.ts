import * as z from 'zod/mini'
import type { CannedAnswer } from '../platform/canned-answer.js'

const cannedAnswer = z.strictObject({
  match: z.string().check(z.minLength(1)),
  method: z.optional(z.string()),
  status: z.optional(z.int().check(z.gte(200), z.lte(599))),
  headers: z.optional(z.record(z.string(), z.string())),
  body: z.optional(z.unknown()),
  delayMs: z.optional(z.number().check(z.gte(0))),
  error: z.optional(z.string()),
})

const file = z.union([cannedAnswer, z.array(cannedAnswer)])

/** Takes the content of a file in `badge-events/http`. Throws an error that says what is wrong in it. */
export function parseCannedAnswers(value: unknown): CannedAnswer[] {
  const answers = Array.isArray(value) ? value : [value]
  for (const answer of answers) {
    const { error } = cannedAnswer.safeParse(answer)
    if (error) throw new Error(describe(error.issues[0]))
  }
  const parsed = file.parse(value)
  return Array.isArray(parsed) ? parsed : [parsed]
}

function describe(
  issue: { path: PropertyKey[]; code?: string; keys?: string[] } | undefined,
): string {
  if (!issue) return 'it is not an object'
  if (issue.keys) return `unknown key ${issue.keys.join(', ')}`
  const place = issue.path.map(String).join('.')
  return place === '' ? 'it is not an object' : `${place} is missing or of the wrong kind`
}
