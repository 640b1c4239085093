import type { HandlerExport, HandlerFile } from '../scaffold/handler-file.js'
import { readStarNames } from '../scaffold/star-names.js'
import type { SourceFile } from './source-file.js'

/** The names that a file exports by itself, the default export left out. */
export function namedExports(module: HandlerFile): HandlerExport[] {
  return module.exports.filter(({ name }) => name !== 'default' && name !== 'module.exports')
}

/** The names that each `export * from` adds, those that the file exports itself left out. */
export function starNames({ module, path }: SourceFile): StarName[] {
  if (!module) return []
  const own = new Set(module.exports.map(({ name }) => name))
  return module.starExports.flatMap((star) =>
    readStarNames({ ...module, starExports: [star] }, path)
      .filter((name) => !own.has(name))
      .map((name) => ({ name, from: star.specifier, position: star.position })),
  )
}

export interface StarName {
  name: string
  from: string
  position: { line: number; column: number }
}

/** All names that a file exports, however it does. */
export function exportedNames(source: SourceFile | null): Set<string> {
  if (!source?.module) return new Set()
  return new Set([
    ...namedExports(source.module).map(({ name }) => name),
    ...starNames(source).map(({ name }) => name),
  ])
}
