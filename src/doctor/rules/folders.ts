import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { version } from '../../version.js'
import { createFinding, type Finding } from '../finding.js'
import type { Site } from '../site.js'
import type { Rule } from './rule.js'

const folder = '.badge-events'
const cache = `${folder}/cache`

/** The folder for caches, keys and deliveries: writable, git-ignored, without leftovers. */
export const folders: Rule = (site) => [...unwritable(site), ...outdated(site), ...committed(site)]

function unwritable({ root, environment }: Site): Finding[] {
  const existing = [cache, folder].find((path) => existsSync(join(root, path)))
  if (environment.canWrite(join(root, existing ?? '.'))) return []
  return [createFinding('folder-not-writable', { folder: existing ?? root })]
}

function outdated({ root }: Site): Finding[] {
  const path = join(root, cache)
  const versions = listNames(path)
    .filter((name) => name.endsWith('.json'))
    .map((name) => versionOf(join(path, name)))
  const made = versions.find((found) => found !== null && found !== version)
  return made ? [createFinding('cache-outdated', { folder: cache, made, version })] : []
}

function committed({ root }: Site): Finding[] {
  if (!existsSync(join(root, folder))) return []
  const ignores = gitIgnoreFiles(root)
  if (ignores === null || ignores.some(ignoresFolder)) return []
  return [createFinding('folder-not-ignored', { folder })]
}

/** The texts of the ignore files that count for the site; null outside a repository. */
function gitIgnoreFiles(root: string): string[] | null {
  const texts: string[] = []
  for (let current = root; ; current = dirname(current)) {
    texts.push(readOr(join(current, '.gitignore')))
    if (existsSync(join(current, '.git'))) {
      return [...texts, readOr(join(current, '.git/info/exclude'))]
    }
    if (dirname(current) === current) return null
  }
}

function ignoresFolder(text: string): boolean {
  const lines = text.split(/\r?\n/).map((line) => line.trim())
  return lines.some((line) => /^\/?(?:\*\*\/|[\w./-]+\/)?\.badge-events(?:\/\*{0,2})?$/.test(line))
}

function versionOf(path: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown }
    // The cache counts its own forms after the version.
    return typeof version === 'string' ? (version.split(' ')[0] ?? null) : null
  } catch {
    return null
  }
}

function listNames(path: string): string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
