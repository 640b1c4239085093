import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { readLocalKey } from '../../src/delivery/keys/local-key.js'
import { packageRoot } from '../../src/package-root.js'
import { runCli } from '../cli/run-cli.js'
import { createSite, type TestSite } from '../cli/site.js'
import { type ServerProcess, startNode } from './server-process.js'

/** A text of a recipe and what a mistake puts in its place. */
export type Edit = readonly [from: string, to: string]

/** The text of a recipe, with these mistakes in it. */
export function readRecipe(file: string, edits: readonly Edit[] = []): string {
  const text = readFileSync(join(packageRoot, 'examples/recipes', file), 'utf8')
  return edits.reduce((before, [from, to]) => {
    expect(before).toContain(from)
    return before.replace(from, () => to)
  }, text)
}

export interface RunningRecipe extends ServerProcess {
  /** Its folder, whose local key it trusts. */
  site: TestSite
}

export interface RecipeOptions {
  /** In place of the local key, as `badge-events keys --base64` prints it. */
  publicKey?: string
  env?: Record<string, string>
}

/** Runs the server of a recipe, as its own process; it ends with the test. */
export async function startRecipe(
  file: string,
  edits: readonly Edit[] = [],
  { publicKey, env = {} }: RecipeOptions = {},
): Promise<RunningRecipe> {
  const site = createSite({ 'package.json': '{ "type": "module" }' })
  site.write('server.js', readRecipe(file, edits))
  symlinkSync(join(packageRoot, 'node_modules'), site.path('node_modules'))
  const server = await startNode(['server.js'], {
    cwd: site.root,
    env: {
      HOST: '127.0.0.1',
      PORT: '0',
      WIX_APP_ID: 'local-app',
      WIX_PUBLIC_KEY: publicKey ?? trustedKey(site),
      ...env,
    },
  })
  onTestFinished(server.stop)
  const { url, stop } = server
  return {
    site,
    url,
    stop,
    get output() {
      return server.output
    },
  }
}

/** What `badge-events keys --base64` prints. */
export function trustedKey(site: TestSite): string {
  return Buffer.from(readLocalKey(site.path('.badge-events')).publicKey).toString('base64')
}

export interface Diagnosis {
  exitCode: number | null
  /** Without that of an answer which a busy machine made late. */
  codes: string[]
  findings: { code: string; args: Record<string, unknown>; message: string; todo: string }[]
  probes: {
    name: string
    event: string | null
    verdict: string
    answer: { httpStatus?: number; text?: string }
  }[]
  event: string
}

/** What `doctor --url` says of a server. */
export async function diagnose(
  { root }: Pick<TestSite, 'root'>,
  url: string,
  ...args: string[]
): Promise<Diagnosis> {
  const { exitCode, stdout, stderr } = await runCli(['doctor', '--url', url, '--json', ...args], {
    cwd: root,
  })
  expect(stderr).toBe('')
  const report = JSON.parse(stdout)
  const all: string[] = report.findings.map(({ code }: { code: string }) => code)
  const codes = all.filter((code) => code !== 'webhook-late-sometimes')
  return { exitCode, codes, ...report }
}
