import { join } from 'node:path'
import { readText } from './read-text.js'

/** Whether the site's `package.json` names this package, so that its types are found. */
export function isInstalled(root: string): boolean {
  return readText(join(root, 'package.json'), 'package.json')?.includes('"badge-events"') === true
}
