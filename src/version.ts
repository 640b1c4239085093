import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from './package-root.js'

/** Version of this package, as its package.json says. */
export const version: string = readVersion()

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  const value = (manifest as { version?: unknown }).version
  return typeof value === 'string' ? value : '0.0.0'
}
