import { expect } from 'vitest'
import type { RunResult } from '../../src/runner/result.js'
import { type CliOptions, type CliResult, runCli } from './run-cli.js'

export interface SimulateOutcome extends CliResult {
  result: RunResult
}

/** `simulate … --json` with its one result; stderr has to be empty. */
export async function simulateJson(
  args: readonly string[],
  options: CliOptions,
): Promise<SimulateOutcome> {
  const outcome = await runCli(['simulate', ...args, '--json'], options)
  expect(outcome.stderr).toBe('')
  const [result, ...others] = readLines<RunResult>(outcome.stdout)
  expect(others).toEqual([])
  if (!result) throw new Error('simulate printed no result')
  return { ...outcome, result }
}

/** One JSON document a line. */
export function readLines<T>(text: string): T[] {
  const lines = text.split('\n')
  expect(lines.pop(), 'the last line has its end').toBe('')
  return lines.map((line) => JSON.parse(line) as T)
}

export interface ErrorReport {
  code: string
  message: string
  hint?: string
  frame?: { file: string; line: number; column: number; lines: { number: number; text: string }[] }
  details?: Record<string, unknown>
  reason?: string
  exitCode: number
}

/** Runs a command with `--json` that has to fail: nothing on stdout, one JSON document on stderr. */
export async function failJson(
  args: readonly string[],
  options: CliOptions,
): Promise<CliResult & { error: ErrorReport }> {
  const outcome = await runCli([...args, '--json'], options)
  expect(outcome.stdout).toBe('')
  const [report, ...others] = readLines<{ error: ErrorReport }>(outcome.stderr)
  expect(others).toEqual([])
  if (!report) throw new Error('there is no error on stderr')
  expect(report.error.exitCode).toBe(outcome.exitCode)
  return { ...outcome, error: report.error }
}
