import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { packageRoot } from '../../src/package-root.js'

export interface SourceFile {
  /** Relative to the folder that was read, with slashes. */
  path: string
  text: string
  /** Its code without comments; texts stay. */
  code: string
  imports: Import[]
}

export interface Import {
  /** As written. */
  specifier: string
  /** The file it means, relative to `src`; null for a package. */
  target: string | null
  isTypeOnly: boolean
}

/** All TypeScript files below a folder of this package. */
export function readSources(folder: string): SourceFile[] {
  const root = join(packageRoot, folder)
  return readdirSync(root, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8')
      const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
      return { path, text, code, imports: readImports(path, code) }
    })
}

const statement = /^(?:import|export)\s+(type\s+)?([^'"`;()]*?)\s*from\s*'([^']+)'/gm
const sideEffect = /^import\s*'([^']+)'/gm
const dynamic = /\bimport\(\s*'([^']+)'\s*\)/g

function readImports(path: string, code: string): Import[] {
  const target = (specifier: string): string | null =>
    specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')
      : null
  const of = (specifier = '', isTypeOnly = false): Import => ({
    specifier,
    target: target(specifier),
    isTypeOnly,
  })
  return [
    ...[...code.matchAll(statement)].map(([, type, names = '', specifier]) =>
      of(specifier, type !== undefined || areTypes(names)),
    ),
    ...[...code.matchAll(sideEffect)].map(([, specifier]) => of(specifier)),
    ...[...code.matchAll(dynamic)].map(([, specifier]) => of(specifier)),
  ]
}

/** `{ type A, type B }` */
function areTypes(names: string): boolean {
  const [, list] = /^\{([^}]*)\}$/.exec(names.trim()) ?? []
  return list?.split(',').every((name) => /^\s*(type\s|$)/.test(name)) ?? false
}
