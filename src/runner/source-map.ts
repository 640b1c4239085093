import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createCodeFrame } from '../code-frame.js'
import type { CodeFrame, Place } from '../errors.js'
import type { BundlePosition } from '../platform/protocol.js'

/** Finds the user's own lines behind positions in a bundle. */
export interface SourceMapper {
  /** Null when the position belongs to no file of the site. */
  place(position: BundlePosition | null): Place | null
  frame(place: Place | null): CodeFrame | null
}

/** Modules that the bundle has from us and not from the site. */
const ours = /^(wix|commonjs|doubles):|^<stdin>$/

/** Reads the map of a bundle when the first position is asked for. */
export function createSourceMapper(bundlePath: string, root: string): SourceMapper {
  let loaded: LoadedMap | undefined
  const load = () => {
    loaded ??= readMap(bundlePath, root)
    return loaded
  }
  const places = new Map<string, Place | null>()
  const find = ([line, column]: BundlePosition): Place | null => {
    const entry = load().map.findEntry(line - 1, column - 1)
    if (!('originalSource' in entry) || !entry.originalSource) return null
    if (ours.test(entry.originalSource)) return null
    return {
      file: load().relative(entry.originalSource),
      line: entry.originalLine + 1,
      column: entry.originalColumn + 1,
    }
  }
  return {
    place(position) {
      if (!position) return null
      // The same lines make the same calls, event after event.
      const key = position.join(':')
      const known = places.get(key)
      if (known !== undefined) return known
      const place = find(position)
      places.set(key, place)
      return place
    },
    frame(place) {
      const text = place && load().text(place.file)
      return place && text !== undefined ? createCodeFrame(text ?? '', place) : null
    },
  }
}

interface LoadedMap {
  map: SourceMap
  relative(source: string): string
  text(file: string): string | null | undefined
}

function readMap(bundlePath: string, root: string): LoadedMap {
  const payload = JSON.parse(readFileSync(`${bundlePath}.map`, 'utf8'))
  const folder = dirname(bundlePath)
  const toRelative = (source: string): string => {
    const path = source.startsWith('file:') ? fileURLToPath(source) : resolve(folder, source)
    return relative(root, path).replaceAll('\\', '/')
  }
  const texts = new Map<string, string | null>()
  payload.sources.forEach((source: string, index: number) => {
    texts.set(toRelative(source), payload.sourcesContent?.[index] ?? null)
  })
  return { map: new SourceMap(payload), relative: toRelative, text: (file) => texts.get(file) }
}
