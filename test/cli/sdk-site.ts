import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import type { RunResult } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { copySite, createSite, type TestSite } from './site.js'

/** One of `test/projects/sdk`, with the packages of Wix installed. */
export function copySdkSite(project: string, files: Record<string, string> = {}): TestSite {
  return withPackages(copySite(join('sdk', project), files))
}

/**
 * The folder of such a project, for all tests of a group.
 *
 * @returns its path
 */
export function copySdkSiteUntilEnd(project: string): string {
  const root = mkdtempSync(join(tmpdir(), 'badge-events-test-'))
  afterAll(() => rmSync(root, { recursive: true, force: true }))
  cpSync(join(packageRoot, 'test/projects/sdk', project), root, { recursive: true })
  symlinkSync(join(packageRoot, 'node_modules'), join(root, 'node_modules'))
  return root
}

/** A project of these files, with the packages of Wix installed. */
export function createSdkSite(files: Record<string, string>): TestSite {
  return withPackages(createSite(files))
}

function withPackages(site: TestSite): TestSite {
  symlinkSync(join(packageRoot, 'node_modules'), site.path('node_modules'))
  return site
}

/** An event extension, as `wix generate` lays it out, with this text. */
export function extension(text: string, folder = 'my-extension'): Record<string, string> {
  return { [`src/extensions/backend/events/${folder}/${folder}.ts`]: text }
}

/** What `simulate --json` says of each run; fails when it says nothing. */
export async function simulateRuns(
  site: TestSite,
  ...args: readonly string[]
): Promise<RunResult[]> {
  const { stdout, stderr } = await runCli(['simulate', ...args, '--json'], { cwd: site.root })
  if (stdout === '') throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunResult)
}
