import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join, sep } from 'node:path'

/** A package that imports Wix modules is small glue; past these figures the search is given up. */
const maxFiles = 400
const maxFileBytes = 500_000

const specifiers = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]+)\1/g
const wixSpecifier = /^(wix-|interfaces-|@wix\/)/

const verdicts = new Map<string, boolean>()

/**
 * Whether the code behind an npm package's file imports Wix modules, itself or through its own
 * packages. Such a package must go into the bundle: outside it, its imports would reach `node_modules`.
 */
export function importsWixModules(file: string): boolean {
  const known = verdicts.get(file)
  if (known !== undefined) return known
  const verdict = search(file)
  verdicts.set(file, verdict)
  return verdict
}

/** The package that a file belongs to; undefined for the site's own files. */
export function findPackage(file: string): { folder: string; manifest: string } | undefined {
  const marker = `${sep}node_modules${sep}`
  const start = file.lastIndexOf(marker)
  if (start === -1) return undefined
  const [scope = '', name = ''] = file.slice(start + marker.length).split(sep)
  const folder = file.slice(0, start) + marker + (scope.startsWith('@') ? join(scope, name) : scope)
  return { folder, manifest: join(folder, 'package.json') }
}

/** Whether Node loads a package's file as CommonJS: by its ending, else by the nearest package.json. */
export function isCommonJs(file: string, manifest: string): boolean {
  const ending = extname(file)
  if (ending !== '.js') return ending === '.cjs' || ending === '.json' || ending === '.node'
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const nearest = join(folder, 'package.json')
    const type = existsSync(nearest) ? readType(nearest) : undefined
    if (type !== undefined || nearest === manifest) return type !== 'module'
    if (dirname(folder) === folder) return true
  }
}

function readType(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, 'utf8')) as { type?: unknown }).type ?? 'commonjs'
  } catch {
    return 'commonjs'
  }
}

function search(entry: string): boolean {
  const seen = new Set<string>()
  const queue = [entry]
  for (let file = queue.pop(); file !== undefined && seen.size < maxFiles; file = queue.pop()) {
    if (seen.has(file)) continue
    seen.add(file)
    for (const [, , specifier = ''] of readCode(file).matchAll(specifiers)) {
      if (wixSpecifier.test(specifier)) return true
      const next = resolveFrom(file, specifier)
      if (next) queue.push(next)
    }
  }
  return false
}

function readCode(file: string): string {
  if (!/^\.[mc]?js$/.test(extname(file))) return ''
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats?.isFile() || stats.size > maxFileBytes) return ''
  return readFileSync(file, 'utf8')
}

function resolveFrom(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('node:')) return undefined
  if (specifier.startsWith('.')) {
    const path = join(dirname(file), specifier)
    return [path, `${path}.js`, `${path}.mjs`, join(path, 'index.js')].find(isFile)
  }
  try {
    const path = createRequire(file).resolve(specifier)
    return existsSync(path) ? path : undefined
  } catch {
    // An optional dependency, or one for `import` alone: it is not followed.
    return undefined
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
