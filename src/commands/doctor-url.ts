import { join } from 'node:path'
import { parseEventName } from '../catalog/index.js'
import type { Context } from '../context.js'
import { readLocalKey } from '../delivery/keys/local-key.js'
import { makePrivateFolder } from '../delivery/private-folder.js'
import { parseAddress } from '../delivery/route/address.js'
import { displayUrl } from '../delivery/send/display-url.js'
import { sortFindings } from '../doctor/examine.js'
import type { Severity } from '../doctor/finding.js'
import { createReport, type DoctorReport } from '../doctor/report.js'
import { diagnoseServer } from '../doctor/webhook/diagnose.js'
import { examineServer } from '../doctor/webhook/examine.js'
import { type ProbeReport, reportProbes } from '../doctor/webhook/report.js'
import { BadgeEventsError } from '../errors.js'
import { findSiteRoot } from '../project.js'
import { docsBase, exitCodeOf } from './doctor-outcome.js'

export interface DoctorUrlOptions {
  /** Address of the route for webhooks, or a shorthand of one. */
  url: string
  /** The event to send, by any of its names; else one that the server takes is looked for. */
  event?: string | undefined
  /** Show each probe and its answer. */
  verbose?: boolean | undefined
  json?: boolean | undefined
  /** The mildest severity that makes the exit code 1. */
  failOn?: Severity | undefined
}

/** The one document of `doctor --url --json`. */
export interface ServerReport extends DoctorReport {
  url: string
  /** Key of the event that the deliveries were about. */
  event: string
  probes: ProbeReport[]
}

/**
 * `doctor --url`: sends a server good and bad webhooks, and tells what is wrong with its answers. Exit
 * code 1 when there are errors.
 *
 * @see docs/doctor.md
 */
export async function doctorUrlRun(options: DoctorUrlOptions, context: Context): Promise<number> {
  const { signal, now, newId, cwd } = context
  const url = parseAddress(options.url)
  const definition = options.event === undefined ? null : parseEventName(options.event)
  const key = readLocalKey(siteFolder(cwd))
  const examination = await examineServer({ url, definition, key, signal, now, newId })
  const findings = sortFindings(diagnoseServer(examination))
  await show(
    {
      ...createReport(findings),
      url: displayUrl(url),
      event: examination.event,
      probes: reportProbes(examination),
    },
    options,
    context,
  )
  return exitCodeOf(findings, options.failOn)
}

function siteFolder(cwd: string): string {
  const root = findSiteRoot(cwd)
  if (root === null) {
    throw new BadgeEventsError('SITE_NOT_FOUND', `Found no Wix site in ${cwd} or above it`, {
      hint: 'Go to the folder of the server, with package.json: what is sent is signed with the key that `badge-events keys` prints there.',
    })
  }
  const folder = join(root, '.badge-events')
  makePrivateFolder(folder)
  return folder
}

async function show(
  report: ServerReport,
  { json, verbose }: DoctorUrlOptions,
  { io, cwd }: Context,
): Promise<void> {
  if (json) {
    io.out(`${JSON.stringify(report, null, 2)}\n`)
    return
  }
  const [{ createTheme }, { renderReport, renderAllWell }, { renderProbes, renderPosted }] =
    await Promise.all([
      import('../output/theme.js'),
      import('../output/render/doctor.js'),
      import('../output/render/probes.js'),
    ])
  const theme = await createTheme(io.outColour)
  const canvas = { theme, columns: io.columns, docsBase: docsBase(cwd) }
  if (verbose) io.out(renderProbes(report, canvas))
  if (report.findings.length > 0) io.out(renderReport(report, canvas))
  else if (io.outIsTTY || verbose) io.out(renderAllWell(report.url, canvas))
  io.err(renderPosted(report))
}
