import type { Imported } from '../../delivery/transfer/import.js'

/** How many deliveries came in, and what is known of their senders. */
export function renderImported({ added, known, verification, isInterrupted }: Imported): string {
  const { verified, local, unverified } = verification
  const parts = [
    ...(verified > 0 ? [`${verified} verified`] : []),
    ...(local > 0 ? [`${local} local`] : []),
    ...(unverified > 0 ? [`${unverified} unverified`] : []),
  ]
  const lines = [
    `${added} imported${parts.length > 0 ? ` (${parts.join(', ')})` : ''}, ${known} known already`,
    ...(unverified > 0
      ? ['The keys of this site verify no signature of those that are unverified.']
      : []),
    ...(isInterrupted ? ['Stopped before the end; once more goes on with the rest.'] : []),
  ]
  return `${lines.join('\n')}\n`
}
