import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder with these files in it, gone after the test; a path that ends with a slash is an empty folder. */
export function createSite(files: Record<string, string> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'badge-events-init-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path)
    mkdirSync(path.endsWith('/') ? file : dirname(file), { recursive: true })
    if (!path.endsWith('/')) writeFileSync(file, text)
  }
  return root
}

/** All files of a folder with their text. */
export function readSite(root: string): Record<string, string> {
  if (!existsSync(root)) return {}
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    paths
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const)
      .filter(([path]) => !path.startsWith('.git/'))
      .sort(),
  )
}
