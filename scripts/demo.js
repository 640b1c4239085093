// Shows the tool on the sample site: copies it to a temporary folder, runs every badge event there,
// and takes the folder away again. Exits with 1 when any of the commands does not do as it should.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const bin = join(root, 'bin/badge-events.js')

const commands = [
  'events',
  'init my-site',
  'simulate created --handler my-site/src/backend/events.js',
  'simulate assigned',
  'simulate unassigned',
  'simulate created',
  'simulate updated',
  'simulate deleted',
  'simulate assigned --idempotent',
  'simulate --all',
  'fuzz updated --runs 300 --seed 1',
  'simulate assigned -n 1000',
]

if (!existsSync(join(root, 'dist/main.js'))) {
  process.stderr.write('There is no build yet: npm install makes one.\n')
  process.exit(3)
}
const folder = mkdtempSync(join(tmpdir(), 'badge-events-demo-'))
const site = join(folder, 'velo-site')
let failed = 0
try {
  cpSync(join(root, 'examples/velo-site'), site, { recursive: true })
  for (const command of commands) {
    process.stdout.write(`\n$ badge-events ${command}\n\n`)
    const { status } = spawnSync(process.execPath, [bin, ...command.split(' ')], {
      cwd: site,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    if (status !== 0) failed += 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.stdout.write(
  failed === 0
    ? '\nThat was the sample site in examples/velo-site. In your own site: npx badge-events simulate assigned\n'
    : `\n${failed} of ${commands.length} commands failed.\n`,
)
process.exitCode = failed === 0 ? 0 : 1
