import { join } from 'node:path'
import type { Context } from '../context.js'
import { createEnvironment } from '../doctor/environment.js'
import { examineSite } from '../doctor/examine.js'
import type { Finding } from '../doctor/finding.js'
import { type FixPlan, planFixes } from '../doctor/fix/plan.js'
import { createReport } from '../doctor/report.js'
import { readSite, type Site } from '../doctor/site.js'
import { BadgeEventsError } from '../errors.js'
import { readText } from '../scaffold/read-text.js'
import { docsBase, exitCodeOf } from './doctor-outcome.js'
import type { DoctorUrlOptions } from './doctor-url.js'

export interface DoctorOptions extends Partial<DoctorUrlOptions> {
  /** File that exports the handlers, relative to the current folder. */
  handler?: string | undefined
  /** Repair what can be repaired without guessing. */
  fix?: boolean | undefined
  /** Show the repairs as a diff instead, and write nothing. */
  dryRun?: boolean | undefined
}

/**
 * `doctor`: tells why a handler would not fire or not work on Wix, or with `--url` what a server makes
 * of webhooks. Exit code 1 when there are errors.
 */
export async function doctorRun(options: DoctorOptions, context: Context): Promise<number> {
  const { url } = options
  if (url !== undefined) {
    const { doctorUrlRun } = await import('./doctor-url.js')
    return doctorUrlRun({ ...options, url }, context)
  }
  if (options.event !== undefined || options.verbose) {
    throw new BadgeEventsError('USAGE_INVALID', '--event and --verbose go with --url', {
      hint: 'Name the address of a server: badge-events doctor --url 3000/webhook',
    })
  }
  const before = openSite(options, context)
  const found = await examineSite(before)
  const plan = planFixes(before, found)
  const isFixing = options.fix === true || options.dryRun === true
  if (!isFixing) {
    await show({ found, repairable: plan.fixed.length }, before, options, context)
    return exitCodeOf(found, options.failOn)
  }
  if (!options.dryRun) await writeFixes(before, plan, context)
  const after = openSite(options, context, plan.changes)
  const left = await examineSite(after)
  await show({ found: left, repairable: 0, plan }, after, options, context)
  return exitCodeOf(left, options.failOn)
}

/** The site as it is, or as some changes would leave it. */
function openSite(
  { handler }: DoctorOptions,
  { cwd, env }: Context,
  changes: FixPlan['changes'] = [],
): Site {
  const environment = createEnvironment(env)
  const site = readSite({ cwd, handler, environment, readText: (path) => readText(path, path) })
  if (changes.length === 0) return site
  const changed = new Map(changes.map(({ path, after }) => [join(site.root, path), after]))
  return readSite({
    cwd,
    handler,
    environment,
    readText: (path) => changed.get(path) ?? readText(path, path),
  })
}

async function writeFixes({ root }: Site, { changes }: FixPlan, { newId }: Context): Promise<void> {
  if (changes.length === 0) return
  const { writeChange } = await import('../scaffold/write-file.js')
  for (const change of changes) writeChange(root, change, newId())
}

interface Outcome {
  found: readonly Finding[]
  repairable: number
  /** What was repaired, or would be. */
  plan?: FixPlan
}

async function show(
  { found, repairable, plan }: Outcome,
  { events }: Site,
  { json, dryRun }: DoctorOptions,
  { io, cwd }: Context,
): Promise<void> {
  const diff = dryRun && plan ? await diffOf(plan) : ''
  const report = createReport(found, plan && { fixed: plan.fixed, dryRun: dryRun === true, diff })
  if (json) {
    io.out(`${JSON.stringify(report, null, 2)}\n`)
    return
  }
  const [{ createTheme }, { renderReport, renderFixes, renderAllWell, renderRepairable }] =
    await Promise.all([import('../output/theme.js'), import('../output/render/doctor.js')])
  const theme = await createTheme(io.outColour)
  const canvas = { theme, columns: io.columns, docsBase: docsBase(cwd) }
  io.out(diff)
  if (report.fixed) io.err(renderFixes(report.fixed, dryRun === true))
  // With --dry-run, stdout is a patch and nothing else.
  const out = dryRun ? io.err : io.out
  if (found.length > 0) out(renderReport(report, canvas))
  else if (io.outIsTTY && !plan) io.out(renderAllWell(events?.file ?? null, canvas))
  if (repairable > 0) io.err(renderRepairable(repairable))
}

async function diffOf({ changes }: FixPlan): Promise<string> {
  if (changes.length === 0) return ''
  const { unifiedDiff } = await import('../scaffold/unified-diff.js')
  return changes.map(unifiedDiff).join('')
}
