import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** State of a listening socket in /proc/net/tcp. */
const listening = '0A'

/**
 * Which process listens on a port: `node server.js (process 4711)`. Linux alone tells that without
 * another program; null elsewhere, and for processes of other users.
 */
export function describeHolder(port: number): string | null {
  try {
    const inodes = new Set([
      ...inodesOf('/proc/net/tcp', port),
      ...inodesOf('/proc/net/tcp6', port),
    ])
    const pid = inodes.size === 0 ? undefined : pids().find((pid) => holds(pid, inodes))
    return pid === undefined ? null : `${commandOf(pid)} (process ${pid})`
  } catch {
    return null
  }
}

function inodesOf(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0')
  return readFileSync(table, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, address, , state]) => address?.endsWith(`:${hexPort}`) && state === listening)
    .flatMap((fields) => fields[9] ?? [])
}

function pids(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name))
}

function holds(pid: string, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const [, inode] = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`)) ?? []
      return inode !== undefined && inodes.has(inode)
    })
  } catch {
    // Another user's, or gone by now.
    return false
  }
}

/** Descriptors come and go while they are listed. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}

/** The beginning of its command line: enough to know it, without what may be secret in its options. */
function commandOf(pid: string): string {
  const [program = '', script = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  const name = program.split('/').at(-1) ?? program
  return script === '' || script.startsWith('-') ? name : `${name} ${script}`
}
