import { spawnSync } from 'node:child_process'
import { measureByTurns, median, row } from './measure.js'
import { bareNode, bin, clearCache, lambdaLocal, site } from './subjects.js'
import { saveToResult } from './watch.js'

const events = 10_000

/** What one run costs, warm and cold; many in one module; and from saving a file to the result. */
export async function simulate() {
  clearCache()
  const args = [bin, 'simulate', 'assigned']
  const [node, peer, warm, cold] = measureByTurns(
    [
      bareNode,
      lambdaLocal,
      { name: 'simulate assigned', args, cwd: site },
      { name: 'simulate assigned, cold', args, cwd: site, before: clearCache },
    ],
    15,
  )
  // The cold subject leaves a cache behind, so the warm one is warm in every round but the first.
  const ratio = ({ medianMs }) =>
    `${(medianMs / node.medianMs).toFixed(2)} × node -e 0, ${(medianMs / peer.medianMs).toFixed(2)} × lambda-local`
  const rates = [1, 2, 3].map(() => eventsPerSecond())
  const saves = await saveToResult(20)
  clearCache()
  return [
    row('node -e 0', `${node.medianMs.toFixed(0)} ms`, '', ''),
    row(
      'lambda-local',
      `${peer.medianMs.toFixed(0)} ms`,
      `${(peer.medianMs / node.medianMs).toFixed(2)} × node -e 0`,
      '',
    ),
    row(
      'simulate assigned, warm',
      `${warm.medianMs.toFixed(0)} ms`,
      ratio(warm),
      'bar 2.2 ×, aim 2.0 ×',
    ),
    row('simulate assigned, cold', `${cold.medianMs.toFixed(0)} ms`, ratio(cold), 'bar 3.6 ×'),
    row(
      `simulate -n ${events}`,
      `${Math.round(median(rates))}/s`,
      'one query, one insert',
      'bar 5,000/s',
    ),
    row(
      '--watch, save to result',
      `${median(saves).toFixed(0)} ms`,
      `slowest ${Math.max(...saves).toFixed(0)} ms`,
      'bar 60 ms',
    ),
  ]
}

function eventsPerSecond() {
  const { stdout, status } = spawnSync(
    process.execPath,
    [bin, 'simulate', 'assigned', '-n', String(events)],
    {
      cwd: site,
      encoding: 'utf8',
    },
  )
  const rate = / (\d+) events\/s/.exec(stdout)?.[1]
  if (status !== 0 || rate === undefined) throw new Error(`simulate -n failed: ${stdout}`)
  return Number(rate)
}
