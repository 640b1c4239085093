import { items } from '@wix/data'
import { auth } from '@wix/essentials'

/** Writes down what happened to a badge. */
export async function writeLog(entry: { what: string; badgeId: string; at: Date }): Promise<void> {
  const insert = auth.elevate(items.insert)
  await insert('BadgeLog', { ...entry, at: entry.at.toISOString() })
}
