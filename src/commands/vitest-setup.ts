import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/** What a site has for tests with Vitest, and what it lacks. */
export interface VitestSetup {
  /** The file that configures Vitest, from the site's root; null where there is none. */
  config: string | null
  /** The configuration names the plugin. */
  hasPlugin: boolean
  isInstalled: boolean
}

// Where Vitest looks, in its order: https://vitest.dev/config/file
const configFile = /^(vitest|vite)\.config\.[cm]?[jt]s$/

export function findVitest(root: string): VitestSetup {
  const [config = null] = readdirSync(root)
    .filter((name) => configFile.test(name))
    .sort()
    .toReversed()
  const text = config === null ? '' : readFileSync(join(root, config), 'utf8')
  return { config, hasPlugin: text.includes('badge-events/vitest'), isInstalled: isInstalled(root) }
}

function isInstalled(root: string): boolean {
  const paths = createRequire(join(root, 'package.json')).resolve.paths('vitest') ?? []
  return paths.some((path) => existsSync(join(path, 'vitest/package.json')))
}
