import { mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import type { Context } from '../context.js'
import { BadgeEventsError } from '../errors.js'
import type { ReportCase } from '../report/report-case.js'
import { isOnGitHub } from './open-verdicts.js'

export interface ReportOptions {
  /** File for JUnit XML. */
  junit?: string | undefined
  /** TAP on stdout. */
  tap?: boolean | undefined
}

/**
 * Writes the cases where the flags and the environment want them: JUnit XML into a file, TAP to stdout,
 * annotations to stderr under GitHub Actions.
 *
 * @param root - the site, which the files of the cases are relative to
 * @throws BadgeEventsError `FILE_UNWRITABLE`
 */
export async function writeReport(
  cases: readonly ReportCase[],
  { junit, tap }: ReportOptions,
  root: string,
  context: Context,
): Promise<void> {
  const { io, env, cwd, now } = context
  if (tap) {
    const { renderTap } = await import('../report/tap.js')
    io.out(renderTap(cases))
  }
  if (isOnGitHub(env)) {
    const { renderAnnotations } = await import('../report/annotations.js')
    const pathOf = (file: string): string => inRepository(resolve(root, file), env.GITHUB_WORKSPACE)
    io.err(renderAnnotations(cases, { pathOf }))
  }
  if (junit !== undefined) {
    const { renderJunit } = await import('../report/junit.js')
    const ms = cases.reduce((sum, { durationMs }) => sum + durationMs, 0)
    writeFile(
      resolve(cwd, junit),
      junit,
      renderJunit(cases, { startedAt: new Date(now().getTime() - ms) }),
    )
  }
}

/** GitHub finds a file by its path from the root of the repository. */
function inRepository(path: string, workspace: string | undefined): string {
  if (workspace === undefined || workspace === '') return path
  const inside = relative(realPath(workspace), realPath(path)).replaceAll('\\', '/')
  return inside.startsWith('../') || isAbsolute(inside) ? path : inside
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function writeFile(path: string, name: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch (cause) {
    throw new BadgeEventsError('FILE_UNWRITABLE', `Cannot write ${name}`, {
      cause,
      hint: '--junit names a file that you may write.',
    })
  }
}
