import { createHash } from 'node:crypto'
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { version } from '../version.js'
import type { BuildOutput } from './build.js'
import type { Bundle, BundleRequest, HandlerNote } from './bundle.js'
import type { HandlerExport } from './exports.js'

interface Manifest {
  version: string
  entry: string
  script: string
  exports: HandlerExport[]
  sdk: string | null
  notes: HandlerNote[]
  modules: string[]
  inputs: FileStamp[]
  /** Paths that were looked for in vain: one that appears later could change what an import means. */
  missing: string[]
}

interface FileStamp {
  path: string
  mtimeMs: number
  size: number
  hash: string
}

/** What made a cache; another version may keep other things. The number counts changes of `Manifest`. */
const maker = `${version} 4`

/** File times come from a coarser clock, which may be behind. */
const clockTickMs = 20
const staleAfterMs = 60 * 60 * 1000

/** The cached bundle, when nothing that it was made of has changed. */
export function readFresh(request: BundleRequest): Bundle | undefined {
  for (const folder of folders(request)) {
    const manifest = readManifest(manifestPath(folder, request))
    if (!manifest || manifest.version !== maker || manifest.entry !== entriesOf(request)) continue
    if (!manifest.inputs.every(isUnchanged) || manifest.missing.some(exists)) continue
    const path = join(folder, manifest.script)
    const { exports, notes, modules, sdk } = manifest
    if (!exists(path) || (sdk !== null && !exists(sdk))) continue
    return {
      path,
      exports,
      sdk,
      notes,
      modules,
      inputs: manifest.inputs.map((input) => input.path),
    }
  }
  return undefined
}

/** Keeps a new bundle for the next run. A site that cannot be written to gets its cache in the temporary folder. */
export function writeCache(
  request: BundleRequest,
  output: BuildOutput,
  notes: HandlerNote[],
  startedAt: number,
): Bundle {
  const script = `${hash(output.code).slice(0, 16)}.mjs`
  const manifest: Manifest = {
    version: maker,
    entry: entriesOf(request),
    script,
    exports: output.exports,
    sdk: output.sdk,
    notes,
    modules: output.modules,
    inputs: output.inputs.map((path) => stampFile(path, startedAt)),
    missing: output.missing,
  }
  const [inSite, inTemporary] = folders(request)
  const bundle = (folder: string): Bundle => ({
    path: join(folder, script),
    exports: output.exports,
    sdk: output.sdk,
    notes,
    modules: output.modules,
    inputs: output.inputs,
  })
  try {
    writeFiles(inSite, request, manifest, output)
    return bundle(inSite)
  } catch {
    writeFiles(inTemporary, request, manifest, output)
    return bundle(inTemporary)
  }
}

function folders({ cacheDir, root }: BundleRequest): [string, string] {
  return [
    cacheDir,
    join(tmpdir(), `badge-events-${process.getuid?.() ?? 0}`, hash(root).slice(0, 16)),
  ]
}

function writeFiles(
  folder: string,
  request: BundleRequest,
  manifest: Manifest,
  { code, map }: BuildOutput,
): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  removeStale(folder)
  const path = join(folder, manifest.script)
  writeAtomic(`${path}.map`, map)
  // Debuggers find the map by this line.
  writeAtomic(path, `${code}//# sourceMappingURL=${manifest.script}.map\n`)
  writeAtomic(manifestPath(folder, request), JSON.stringify(manifest))
}

// Two processes may write at once: each file appears whole or not at all.
function writeAtomic(path: string, text: string): void {
  const temporary = `${path}.${process.pid}.tmp`
  writeFileSync(temporary, text, { mode: 0o600 })
  renameSync(temporary, path)
}

// Recent scripts stay: another process may be about to load one.
function removeStale(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!/\.mjs(\.map)?$/.test(name)) continue
    const path = join(folder, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats && Date.now() - stats.mtimeMs > staleAfterMs) rmSync(path, { force: true })
  }
}

function manifestPath(folder: string, request: BundleRequest): string {
  return join(folder, `${hash(entriesOf(request)).slice(0, 16)}.json`)
}

function entriesOf({ entry, extensions = [], registries = [] }: BundleRequest): string {
  return [entry, ...extensions, ...registries].join('\n')
}

function readManifest(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest
  } catch {
    // No cache yet, or one that a full disk cut short: the bundle is built anew.
    return undefined
  }
}

function stampFile(path: string, startedAt: number): FileStamp {
  const { mtimeMs, size } = statSync(path)
  // Saved while it was bundled: what is there now need not be what was read.
  if (mtimeMs > startedAt - clockTickMs) return { path, mtimeMs: -1, size: -1, hash: '' }
  return { path, mtimeMs, size, hash: hash(readFileSync(path)) }
}

function isUnchanged(stamp: FileStamp): boolean {
  const stats = statSync(stamp.path, { throwIfNoEntry: false })
  if (!stats) return false
  if (stats.mtimeMs === stamp.mtimeMs && stats.size === stamp.size) return true
  // Touched by a checkout or a formatter that changed nothing.
  return stats.size === stamp.size && hash(readFileSync(stamp.path)) === stamp.hash
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function hash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
