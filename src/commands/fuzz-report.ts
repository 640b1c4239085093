import { join, relative, resolve } from 'node:path'
import { parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { formatPath } from '../event/path.js'
import { validateEvent } from '../event/validate.js'
import type { Difference, FuzzFailure, Side } from '../fuzz/failure.js'
import type { SearchOutcome } from '../fuzz/search.js'
import type { Project } from '../project.js'
import type { RunResult } from '../runner/result.js'
import type { RunHead } from '../runner/runner.js'
import { commandLine } from './command-line.js'
import type { FuzzOptions } from './fuzz.js'
import { saveFailure } from './fuzz-fixture.js'
import type { Simulation } from './simulation.js'

/** What a search found, for people and as JSON. */
export interface FuzzReport {
  /** The event as it was named. */
  event: string
  seed: number
  /** The same search once more. */
  again: string
  tried: number
  durationMs: number
  handlers: SearchedHandler[]
  failures: ReportedFailure[]
}

/** One handler, and how far the search of its events came. */
export interface SearchedHandler
  extends Omit<SearchOutcome, 'failures'>,
    Pick<RunHead, 'event' | 'handler' | 'file' | 'place'> {}

export interface ReportedFailure extends Omit<FuzzFailure, 'event' | 'differences'> {
  /** Key of the event. */
  event: string
  handler: string
  differences: ReportedDifference[]
  /** The fixture that was written, as a path from the current folder; null for none. */
  fixture: string | null
  /** What to type to see it again; null where no one command shows it. */
  next: string | null
}

/** A field that is not as in the fixture; the path as people write it. */
export interface ReportedDifference {
  path: string
  before: Side
  after: Side
}

export function createReport(options: FuzzOptions, seed: number): FuzzReport {
  const again = commandLine(againArgs(options, seed))
  return { event: options.event, seed, again, tried: 0, durationMs: 0, handlers: [], failures: [] }
}

/** Adds what was found with one handler, and writes the fixtures. */
export async function addOutcome(
  report: FuzzReport,
  { failures, ...outcome }: SearchOutcome,
  { event, handler, file, place }: RunHead,
  { project, runs }: Simulation,
  options: FuzzOptions,
  context: Context,
): Promise<void> {
  // `created` stands for two handlers, and this event is for one of them.
  const isOneOfSeveral = runs.length > 1
  report.tried += outcome.tried
  report.durationMs += outcome.durationMs
  report.handlers.push({ event, handler, file, place, ...outcome })
  for (const failure of failures) {
    const { event: _whole, differences, ...rest } = failure
    const fixture = fixtureOf(failure, event, project, options, context)
    report.failures.push({
      event,
      handler,
      differences: differences.map(({ path, ...sides }) => ({ path: formatPath(path), ...sides })),
      ...rest,
      fixture,
      next: nextLine(
        failure,
        { name: isOneOfSeveral ? handler : event, fixture, isValid: await fits(failure, event) },
        options,
      ),
    })
  }
}

/** What stands in the report for a handler that is not there. */
export function addNoHandler(report: FuzzReport, result: RunResult): void {
  const { event, handler } = result
  report.failures.push({
    ...{ event, handler, differences: [], result, repeats: 'alone' },
    ...{ foundAfter: 0, count: 1, alsoAt: [], fixture: null, next: null },
  })
}

/** An event that passes when it runs alone is no fixture of a failure. */
function fixtureOf(
  failure: FuzzFailure,
  event: string,
  { folder }: Project,
  { save, output }: FuzzOptions,
  { cwd }: Context,
): string | null {
  if (!save || failure.differences.length === 0 || failure.repeats === 'not-seen-again') return null
  const target = output === undefined ? join(folder, 'fixtures') : resolve(cwd, output)
  const file = saveFailure(target, event, failure)
  return relative(cwd, file).replaceAll('\\', '/')
}

/** A field that Wix may add one day is in no schema. */
async function fits({ event }: FuzzFailure, key: string): Promise<boolean> {
  return (await validateEvent(parseEventName(key), event)).length === 0
}

function nextLine(
  { differences, repeats, result: { error } }: FuzzFailure,
  { name, fixture, isValid }: { name: string; fixture: string | null; isValid: boolean },
  options: FuzzOptions,
): string | null {
  if (repeats !== 'alone' && repeats !== 'twice') return null
  const isFixtureItself = differences.length === 0
  if (fixture === null && !isFixtureItself) return null
  return commandLine([
    ...['badge-events', 'simulate', name],
    ...(isFixtureItself ? eventArgs(options) : ['-f', fixture ?? '']),
    ...siteArgs(options),
    ...(differences.some(isOfIdentity) && !options.input.asIs ? ['--as-is'] : []),
    ...(isValid ? [] : ['--no-validate']),
    ...(repeats === 'twice' ? ['-n', '2'] : []),
    ...(error?.kind === 'time-limit' ? ['--timeout', String(options.timeout)] : []),
  ])
}

/** Without a flag they are made anew for each run. */
function isOfIdentity({ path: [root, key] }: Difference): boolean {
  return root === 'metadata' && (key === 'id' || key === 'eventTime')
}

function againArgs(options: FuzzOptions, seed: number): string[] {
  const { runs, time, timeout, output, save } = options
  return [
    ...['badge-events', 'fuzz', options.event],
    ...eventArgs(options),
    ...siteArgs(options),
    ...(timeout === defaultTimeoutSeconds ? [] : ['--timeout', String(timeout)]),
    ...(runs === undefined ? [] : ['--runs', String(runs)]),
    ...(time === undefined ? [] : ['--time', `${time / 1000}s`]),
    ...(output === undefined ? [] : ['-o', output]),
    ...(save ? [] : ['--no-save']),
    ...['--seed', String(seed)],
  ]
}

/** A handler may take as long as this, in s: one that hangs costs so much of the search. */
export const defaultTimeoutSeconds = 2

function eventArgs({ input }: FuzzOptions): string[] {
  const { fixture, set, unset, asIs, memberShape } = input
  return [
    ...(fixture === undefined ? [] : ['-f', fixture]),
    ...set.flatMap((change) => ['-s', change]),
    ...unset.flatMap((path) => ['-u', path]),
    ...(memberShape === undefined ? [] : ['--member-shape', memberShape]),
    ...(asIs ? ['--as-is'] : []),
  ]
}

function siteArgs({ handler, api, world, worldSet = [] }: FuzzOptions): string[] {
  return [
    ...(handler === undefined ? [] : ['--handler', handler]),
    ...(api === undefined ? [] : ['--api', api]),
    ...(world === undefined ? [] : ['--world', world]),
    ...worldSet.flatMap((change) => ['-s', `world.${change}`]),
  ]
}
