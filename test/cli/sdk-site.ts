import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.js'
import type { RunResult } from '../../src/runner/result.js'
import { runCli } from './run-cli.js'
import { copySite, createSite, type TestSite } from './site.js'

/** One of `test/projects/sdk`, with the packages of Wix installed. */
export function copySdkSite(project: string, files: Record<string, string> = {}): TestSite {
  return withPackages(copySite(join('sdk', project), files))
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
