import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { packageRoot } from '../../src/package-root.js'

/** A site in a temporary folder, removed with the test. */
export interface TestSite {
  readonly root: string
  path(file: string): string
  read(file: string): string
  write(file: string, text: string): void
}

/** A copy of one of `test/projects`, with further files written over it. */
export function copySite(project: string, files: Record<string, string> = {}): TestSite {
  const site = createFolder()
  cpSync(join(packageRoot, 'test/projects', project), site.root, { recursive: true })
  return writeAll(site, files)
}

/** A site of these files alone; a package.json makes the folder one. */
export function createSite(files: Record<string, string>): TestSite {
  return writeAll(createFolder(), { 'package.json': '{}', ...files })
}

/** A site whose events.js is this text. */
export function siteWith(handlers: string, files: Record<string, string> = {}): TestSite {
  return createSite({ 'src/backend/events.js': handlers, ...files })
}

function writeAll(site: TestSite, files: Record<string, string>): TestSite {
  for (const [file, text] of Object.entries(files)) site.write(file, text)
  return site
}

function createFolder(): TestSite {
  const root = mkdtempSync(join(tmpdir(), 'badge-events-test-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const path = (file: string): string => join(root, file)
  return {
    root,
    path,
    read: (file) => readFileSync(path(file), 'utf8'),
    write(file, text) {
      mkdirSync(dirname(path(file)), { recursive: true })
      writeFileSync(path(file), text)
    },
  }
}
