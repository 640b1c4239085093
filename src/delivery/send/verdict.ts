import type { Forgery } from './forge.js'
import type { SentResult } from './send.js'

/** Whether a server did what it should, and why not. */
export type Verdict = { status: 'passed'; text: string } | { status: 'failed'; text: string }

/**
 * A genuine delivery has to be accepted as Wix counts it, a forged one has to be refused. An answer
 * that tells of something else, a wrong address or a busy server, proves no refusal.
 */
export function judgeSent(sent: SentResult, forgery: Forgery | null): Verdict {
  if (forgery !== null) return judgeForged(sent)
  if (sent.status === 'accepted') return { status: 'passed', text: 'accepted with 200' }
  return { status: 'failed', text: sent.reason }
}

/** These come from servers that looked at no signature. */
const unrelated: ReadonlySet<number> = new Set([404, 405, 408, 425, 429, 502, 503, 504])

function judgeForged(sent: SentResult): Verdict {
  const status = 'httpStatus' in sent ? sent.httpStatus : undefined
  if (status === undefined) return { status: 'failed', text: 'reason' in sent ? sent.reason : '' }
  if (status >= 200 && status < 300) {
    return { status: 'failed', text: `your server accepted a forged delivery with ${status}` }
  }
  if (status < 400 || unrelated.has(status)) {
    return { status: 'failed', text: `answered ${status}: that proves no refusal of the signature` }
  }
  const text = `refused with ${status}: right`
  const remark = status < 500 ? '' : ', though 400 or 401 would say it plainly'
  return { status: 'passed', text: `${text}${remark}` }
}
