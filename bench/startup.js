import { measureByTurns, row } from './measure.js'
import { bareNode, bin, lambdaLocal } from './subjects.js'

/** What it costs to start. */
export function startup() {
  const [node, peer, version, help] = measureByTurns(
    [
      bareNode,
      lambdaLocal,
      { name: '--version', args: [bin, '--version'] },
      { name: 'simulate --help', args: [bin, 'simulate', '--help'] },
    ],
    15,
  )
  const ratio = ({ medianMs }) =>
    `${(medianMs / node.medianMs).toFixed(2)} × node -e 0, ${(medianMs / peer.medianMs).toFixed(2)} × lambda-local`
  return [
    row('node -e 0', `${node.medianMs.toFixed(0)} ms`, '', ''),
    row(
      'lambda-local',
      `${peer.medianMs.toFixed(0)} ms`,
      `${(peer.medianMs / node.medianMs).toFixed(2)} × node -e 0`,
      '',
    ),
    row('badge-events --version', `${version.medianMs.toFixed(0)} ms`, ratio(version), 'bar 1.5 ×'),
    row('badge-events simulate --help', `${help.medianMs.toFixed(0)} ms`, ratio(help), ''),
  ]
}
