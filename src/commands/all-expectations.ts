import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { Pair } from '../simulation/pairs.js'
import type { LoadedSite } from '../simulation/site.js'
import { type ExpectationFile, openExpectation } from './expectation.js'
import type { PairOutcome } from './simulate-all.js'
import type { VerdictOptions } from './verdicts.js'

/** A folder of expectations, a file for each handler and fixture, named like the fixture. */
export interface Expectations {
  /** Adds to an outcome what the comparison with its file says. */
  judge(outcome: PairOutcome): PairOutcome
  /** Files that belong to no handler and fixture any more. */
  stale(): string[]
}

/**
 * Opens the folder of `--all --expect`. Every file in it is read at once, so that a broken one is told
 * before anything runs.
 *
 * @throws BadgeEventsError `EXPECTATION_NOT_FOUND` when there is no folder and no `--update`,
 * `EXPECTATION_INVALID`
 */
export function openExpectations(
  { expect: folder, update = false }: VerdictOptions,
  pairs: readonly Pair[],
  site: LoadedSite,
  context: Context,
): Expectations {
  if (folder === undefined) return { judge: (outcome) => outcome, stale: () => [] }
  const path = resolve(context.cwd, folder)
  checkFolder(path, folder, update)
  const files = new Map<Pair, ExpectationFile | null>()
  for (const pair of pairs) {
    const isThere = update || existsSync(join(path, fileName(pair)))
    const file = `${folder.replace(/\/+$/, '')}/${fileName(pair)}`
    files.set(pair, isThere ? openExpectation(file, { update, site }, context) : null)
  }
  return {
    judge(outcome) {
      if (outcome.status === 'invalid') return outcome
      const { pair, result } = outcome
      const file = files.get(pair)
      const missing = `${folder}/${fileName(pair)}`
      const expectation = file
        ? file.judge([result], result.input ? [result.input] : [])
        : { status: 'missing' as const, file: missing, deviations: [] }
      const hasFailed = expectation.status === 'differs' || expectation.status === 'missing'
      return { ...outcome, expectation, hasFailed }
    },
    stale() {
      const known = new Set(pairs.map(fileName))
      return readdirSync(path)
        .filter((name) => name.endsWith('.json') && !known.has(name))
        .sort()
        .map((name) => `${folder}/${name}`)
    },
  }
}

function fileName({ name }: Pair): string {
  return `${name}.json`
}

function checkFolder(path: string, folder: string, update: boolean): void {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory() || (update && !stats)) return
  if (stats) {
    throw new BadgeEventsError(
      'USAGE_INVALID',
      `${folder} is a file, and --all has one for each run`,
      {
        hint: 'Name a folder: --all --expect badge-events/expected',
      },
    )
  }
  throw new BadgeEventsError('EXPECTATION_NOT_FOUND', `There is no folder ${folder}`, {
    hint: 'Add --update to write the files from these runs; then look them over and commit them.',
  })
}
