import { join, relative } from 'node:path'
import type { Context } from '../context.js'
import { createEnvironment } from '../doctor/environment.js'
import { examineSite } from '../doctor/examine.js'
import type { Finding, Severity } from '../doctor/finding.js'
import { type FixPlan, planFixes } from '../doctor/fix/plan.js'
import { createReport } from '../doctor/report.js'
import { readSite, type Site } from '../doctor/site.js'
import { packageRoot } from '../package-root.js'
import { readText } from '../scaffold/read-text.js'

export interface DoctorOptions {
  /** File that exports the handlers, relative to the current folder. */
  handler?: string | undefined
  json?: boolean | undefined
  /** Repair what can be repaired without guessing. */
  fix?: boolean | undefined
  /** Show the repairs as a diff instead, and write nothing. */
  dryRun?: boolean | undefined
  /** The mildest severity that makes the exit code 1. */
  failOn?: Severity | undefined
}

/** `doctor`: tells why a handler would not fire or not work on Wix. Exit code 1 when there are errors. */
export async function doctorRun(options: DoctorOptions, context: Context): Promise<number> {
  const before = openSite(options, context)
  const found = await examineSite(before)
  const plan = planFixes(before, found)
  const isFixing = options.fix === true || options.dryRun === true
  if (!isFixing) {
    await show({ found, repairable: plan.fixed.length }, before, options, context)
    return exitCode(found, options)
  }
  if (!options.dryRun) await writeFixes(before, plan, context)
  const after = openSite(options, context, plan.changes)
  const left = await examineSite(after)
  await show({ found: left, repairable: 0, plan }, after, options, context)
  return exitCode(left, options)
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

/** What leads from the current folder to the documentation of this package. */
function docsBase(cwd: string): string {
  const inside = relative(cwd, packageRoot).replaceAll('\\', '/')
  return inside.startsWith('../') ? `${packageRoot}/` : inside && `${inside}/`
}

async function diffOf({ changes }: FixPlan): Promise<string> {
  if (changes.length === 0) return ''
  const { unifiedDiff } = await import('../scaffold/unified-diff.js')
  return changes.map(unifiedDiff).join('')
}

const severities: readonly Severity[] = ['error', 'warning', 'hint']

function exitCode(findings: readonly Finding[], { failOn = 'error' }: DoctorOptions): number {
  const failing = severities.slice(0, severities.indexOf(failOn) + 1)
  return findings.some(({ severity }) => failing.includes(severity)) ? 1 : 0
}
