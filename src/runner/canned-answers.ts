import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { BadgeEventsError } from '../errors.js'
import type { CannedAnswer } from '../platform/canned-answer.js'

/**
 * Reads what fetches of the handler are answered with, from `badge-events/http/*.json` in the order of
 * the file names; each file holds one answer or an array of them.
 *
 * @param folder - the site's `badge-events` folder
 * @throws BadgeEventsError `DATA_INVALID`
 */
export async function readCannedAnswers(folder: string): Promise<CannedAnswer[]> {
  const httpFolder = join(folder, 'http')
  if (!existsSync(httpFolder)) return []
  const { parseCannedAnswers } = await import('./canned-schema.js')
  const files = readdirSync(httpFolder).filter((name) => name.endsWith('.json'))
  return files.sort().flatMap((name) => {
    const file = join(httpFolder, name)
    try {
      return parseCannedAnswers(JSON.parse(readFileSync(file, 'utf8')))
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new BadgeEventsError('DATA_INVALID', `${file} holds no answers for fetch: ${reason}`, {
        cause,
        hint: 'Write { "match": "https://api.example.com/*", "status": 200, "body": { } } or an array of such objects.',
      })
    }
  })
}
