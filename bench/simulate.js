import { spawnSync } from 'node:child_process'
import { measureByTurns, median, row, timedRows } from './measure.js'
import { bareNode, bin, clearCache, lambdaLocal, site } from './subjects.js'
import { saveToResult } from './watch.js'

const events = 10_000

/** What one run costs, warm and cold; many in one module; and from saving a file to the result. */
export async function simulate() {
  clearCache()
  const args = [bin, 'simulate', 'assigned']
  // The cold subject leaves a cache behind, so the warm one is warm in every round but the first.
  const timed = measureByTurns(
    [
      bareNode,
      lambdaLocal,
      { name: 'simulate assigned, warm', args, cwd: site },
      { name: 'simulate assigned, cold', args, cwd: site, before: clearCache },
    ],
    15,
  )
  const rates = [1, 2, 3].map(() => eventsPerSecond())
  const saves = await saveToResult(20)
  clearCache()
  return [
    ...timedRows(timed, ['bar 2.2 ×, aim 2.0 ×', 'bar 3.6 ×']),
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
