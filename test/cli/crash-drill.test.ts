import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'

test('what was acknowledged survives kill -9 under load, and is delivered in order', async () => {
  const drill = join(packageRoot, 'bench/drills/crash.js')
  const { stdout } = await promisify(execFile)(process.execPath, [drill, '--rounds', '3'])
  expect(stdout).toMatch(/^3 rounds, [1-9]\d* acknowledged/m)
  expect(stdout).toMatch(/acknowledged but not in the log {3}0$/m)
  expect(stdout).toMatch(/in the log but never delivered {4}0$/m)
}, 90_000)
