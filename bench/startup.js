import { measureByTurns, timedRows } from './measure.js'
import { bareNode, bin, lambdaLocal } from './subjects.js'

/** What it costs to start. */
export function startup() {
  const timed = measureByTurns(
    [
      bareNode,
      lambdaLocal,
      { name: 'badge-events --version', args: [bin, '--version'] },
      { name: 'badge-events simulate --help', args: [bin, 'simulate', '--help'] },
    ],
    15,
  )
  return timedRows(timed, ['bar 1.5 ×'])
}
