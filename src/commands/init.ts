import { relative, resolve } from 'node:path'
import type { Context } from '../context.js'
import type { SiteKind } from '../scaffold/detect-site.js'
import type { FileChange } from '../scaffold/file-change.js'
import { isInstalled } from '../scaffold/installed.js'
import { type Advice, adviseNext, describeFinding, describeSite } from '../scaffold/messages.js'
import { type Finding, type InitPlan, planInit } from '../scaffold/plan.js'
import { writeChange } from '../scaffold/write-file.js'

export interface InitOptions {
  dir?: string | undefined
  /** Event names with commas between. */
  events?: string | undefined
  api?: 'v3' | 'v4' | undefined
  fixtures?: boolean | undefined
  dryRun?: boolean | undefined
  json?: boolean | undefined
}

/** What init found and did, or would do; `--json` prints it as it is. */
export interface InitReport {
  directory: string
  site: { kind: SiteKind; title: string }
  dryRun: boolean
  files: InitFile[]
  findings: InitFinding[]
  next: Advice[]
}

export interface InitFile extends Pick<FileChange, 'path' | 'status' | 'added'> {
  /** Unified diff; only with `--dry-run`. */
  diff?: string
}

export interface InitFinding {
  kind: Finding['kind']
  file: string
  line: number | null
  message: string
  hint: string
}

/** `init`: writes the handlers that a site lacks, and what badge-events keeps in its repository. */
export async function initRun(options: InitOptions, context: Context): Promise<number> {
  const { io, cwd, newId } = context
  const choice = { events: listOf(options.events), api: options.api, fixtures: options.fixtures }
  const plan = planInit(resolve(cwd, options.dir ?? '.'), choice, newId)
  if (!options.dryRun) {
    for (const change of plan.files) writeChange(plan.site.root, change, newId())
  }
  const report = await createReport(plan, options.dryRun === true, cwd)
  if (options.json) {
    io.out(`${JSON.stringify(report, null, 2)}\n`)
    return 0
  }
  const { renderDiffs, renderReport } = await import('../output/render/init.js')
  if (!options.dryRun) {
    io.out(await renderReport(report, io.outColour))
    return 0
  }
  // The diff alone on stdout, so that it can be piped into `git apply`.
  io.out(await renderDiffs(report, io))
  io.err(await renderReport(report, io.errColour))
  return 0
}

async function createReport(plan: InitPlan, dryRun: boolean, cwd: string): Promise<InitReport> {
  const { site } = plan
  const diff = dryRun ? (await import('../scaffold/unified-diff.js')).unifiedDiff : undefined
  return {
    directory: site.root,
    site: { kind: site.kind, title: describeSite(site) },
    dryRun,
    files: plan.files.map((change) => {
      const { path, status, added } = change
      return { path, status, added, ...(diff && { diff: diff(change) }) }
    }),
    findings: plan.findings.map((finding) => ({
      kind: finding.kind,
      file: finding.file,
      line: finding.kind === 'not-called' ? finding.handler.position.line : null,
      ...describeFinding(finding),
    })),
    next: adviseNext(plan, {
      isInstalled: isInstalled(site.root),
      folder: relative(cwd, site.root).replaceAll('\\', '/'),
    }),
  }
}

function listOf(names: string | undefined): string[] | undefined {
  return names
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}
