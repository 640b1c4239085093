import { readdirSync, readFileSync } from 'node:fs'

/** Marks a process and all that it starts: children inherit it, whichever group or session they move to. */
export const tagName = 'BADGE_EVENTS_TEST_TAG'

/** Command lines of the living processes that carry a tag. */
export function processesWith(tag: string, groupId: number): string[] {
  return process.platform === 'linux' ? readProc(tag) : readGroup(groupId)
}

function readProc(tag: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.flatMap((pid) => {
    try {
      // Empty for a process that has ended and waits to be reaped.
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
      if (!environment.includes(`${tagName}=${tag}`)) return []
      return [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()}`]
    } catch {
      // It ended in the meantime, or belongs to another user.
      return []
    }
  })
}

function readGroup(groupId: number): string[] {
  try {
    process.kill(-groupId, 0)
    return [`process group ${groupId}`]
  } catch {
    return []
  }
}
