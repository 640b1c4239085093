import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { EventObject } from '../event/types.js'
import { compareExpectation, type RunDeviation } from '../expectation/compare.js'
import { type Expectation, formatExpectation, formatKey } from '../expectation/document.js'
import { parseExpectation } from '../expectation/parse.js'
import { shapeRun } from '../expectation/shape-run.js'
import type { RunResult } from '../runner/result.js'
import { createShaper, type ShaperOptions } from '../runner/shape.js'
import type { LoadedSite } from '../simulation/site.js'
import { knownOf } from './known-values.js'

/** What became of the comparison with a saved file. */
export interface ExpectationOutcome {
  /** `missing`: there is no such file; the last three with `--update`. */
  status: 'met' | 'differs' | 'missing' | 'created' | 'updated' | 'unchanged'
  /** As the user named it. */
  file: string
  deviations: RunDeviation[]
}

/** A file of `--expect`, read before anything runs. */
export interface ExpectationFile {
  /**
   * Compares runs with it, or with `--update` writes them to it.
   *
   * @param events - what the site is started with, before a run could make ids of its own
   * @throws BadgeEventsError `FILE_UNWRITABLE`
   */
  judge(results: readonly RunResult[], events: readonly EventObject[]): ExpectationOutcome
}

export interface ExpectationOptions {
  update: boolean
  site: LoadedSite
}

/**
 * Opens the file of `--expect`.
 *
 * @throws BadgeEventsError `EXPECTATION_NOT_FOUND` without `--update`, `EXPECTATION_INVALID`, `FILE_UNREADABLE`
 */
export function openExpectation(
  file: string,
  { update, site }: ExpectationOptions,
  { cwd, now }: Context,
): ExpectationFile {
  const path = resolve(cwd, file)
  const expected = readIfThere(path, file, update)
  return {
    judge(results, events) {
      const known = [...knownOf(site), ...events]
      const at = now()
      const actual: Expectation = {
        runs: results.map((result) => {
          const shape = createShaper(known, { event: identityOf(result.input), now: at })
          return shapeRun(result, { shape, root: site.project.root })
        }),
      }
      const deviations = expected === null ? [] : compareExpectation(expected, actual)
      if (!update) return { status: deviations.length === 0 ? 'met' : 'differs', file, deviations }
      return { status: write(path, file, formatExpectation(actual)), file, deviations }
    },
  }
}

/** An event that a run caused holds ids which that run made. */
function identityOf(event: EventObject | null): NonNullable<ShaperOptions['event']> | null {
  if (!event) return null
  const { id, eventTime } = event.metadata
  return { metadata: { id, eventTime } }
}

function readIfThere(path: string, file: string, update: boolean): Expectation | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw new BadgeEventsError('FILE_UNREADABLE', `Cannot read ${file}`, {
        cause,
        hint: '--expect names a file that --update has written.',
      })
    }
    if (update) return null
    throw new BadgeEventsError('EXPECTATION_NOT_FOUND', `There is no expectation ${file}`, {
      cause,
      hint: 'Add --update to write it from this run; then look it over and commit it.',
    })
  }
  try {
    return parseExpectation(text, file)
  } catch (error) {
    // Say, with the marks of a merge in it: what is written anew need not be mended first.
    const isBroken = error instanceof BadgeEventsError && error.frame !== undefined
    if (update && isBroken && text.includes(formatKey)) return null
    throw error
  }
}

function write(path: string, file: string, text: string): 'created' | 'updated' | 'unchanged' {
  const before = readOr(path)
  if (before === text) return 'unchanged'
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot write ${file}`, {
      cause,
      hint: 'Check that the folder is yours, and that the disk has space.',
    })
  }
  return before === undefined ? 'created' : 'updated'
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
