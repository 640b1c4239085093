import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { packageRoot } from '../../src/package-root.js'

/** Builds dist, which the tests of the command line run, so that `npx vitest run` needs no step before it. */
export default function buildDist(): void {
  // `npm test` has just built it, with the type declarations.
  if (process.env.npm_lifecycle_event === 'test') return
  const script = join(packageRoot, 'scripts/build.js')
  execFileSync(process.execPath, [script, '--no-types'], { cwd: packageRoot, stdio: 'inherit' })
}
