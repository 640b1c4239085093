import { spawnSync } from 'node:child_process'

/**
 * Times commands by turns, so that a noisy moment hits all of them alike, and gives each median.
 *
 * @param {{ name: string, args: string[], cwd?: string, before?: () => void }[]} subjects - arguments for `node`
 * @param {number} rounds - how often each is run; one more round warms up and is not counted
 * @returns {{ name: string, medianMs: number }[]}
 */
export function measureByTurns(subjects, rounds) {
  const times = subjects.map(() => [])
  for (let round = 0; round <= rounds; round++) {
    subjects.forEach(({ name, args, cwd, before }, index) => {
      before?.()
      const startedAt = performance.now()
      const { status, stderr } = spawnSync(process.execPath, args, {
        cwd,
        stdio: ['ignore', 'ignore', 'pipe'],
      })
      const took = performance.now() - startedAt
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
      if (round > 0) times[index].push(took)
    })
  }
  return subjects.map(({ name }, index) => ({ name, medianMs: median(times[index]) }))
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** One row: a figure, what it is compared with, and the bar it should keep. */
export function row(name, figure, comparison, bar) {
  return `  ${name.padEnd(30)} ${figure.padStart(7)}  ${comparison.padEnd(42)}  ${bar}`.trimEnd()
}

/** Rows of what was timed by turns: bare Node, the peer, then ours compared with both. */
export function timedRows([node, peer, ...ours], bars) {
  const times = (one, other) => (one.medianMs / other.medianMs).toFixed(2)
  const ms = ({ medianMs }) => `${medianMs.toFixed(0)} ms`
  return [
    row(node.name, ms(node), '', ''),
    row(peer.name, ms(peer), `${times(peer, node)} × node -e 0`, ''),
    ...ours.map((one, index) => {
      const comparison = `${times(one, node)} × node -e 0, ${times(one, peer)} × lambda-local`
      return row(one.name, ms(one), comparison, bars[index] ?? '')
    }),
  ]
}
