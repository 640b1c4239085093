import type { HandlerFile } from './handler-file.js'
import { walk } from './syntax.js'

/** Gives out names for new top-level declarations. */
export interface NameSource {
  /** The name, or the name with a number when the file uses it for something else. */
  take(name: string): string
}

/** Avoids every identifier of the file, globals that it merely uses included. */
export function createNames({ syntax }: HandlerFile): NameSource {
  const used = new Set<string>()
  walk(syntax.program, (node) => {
    if (node.type === 'Identifier') used.add(node.name)
  })
  return {
    take(name) {
      let free = name
      for (let number = 2; used.has(free); number += 1) free = `${name}${number}`
      used.add(free)
      return free
    },
  }
}
