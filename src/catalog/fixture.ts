import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { packageRoot } from '../package-root.js'
import type { EventKey } from './keys.js'

/** Where the shipped fixture of an event lies. */
export function fixturePath(key: EventKey): string {
  return join(packageRoot, 'fixtures', `${key}.json`)
}

/** The shipped fixture of an event: an event object with one realistic example. A fresh copy on each call. */
export function readFixture(key: EventKey): unknown {
  return JSON.parse(readFileSync(fixturePath(key), 'utf8'))
}
