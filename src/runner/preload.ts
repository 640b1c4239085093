import { pathToFileURL } from 'node:url'
import type { Bundle } from './bundle.js'
import type { HandlerThread } from './thread.js'

/**
 * Lets a thread load what stands around the code of a bundle while the main thread still finds out what
 * to run. The code itself is loaded when the runner says so, with the settings of the site.
 */
export function preload(thread: HandlerThread, { modules, sdk }: Bundle): void {
  const sdkUrl = sdk === null ? undefined : pathToFileURL(sdk).href
  thread.post({ type: 'preload', modules, sdkUrl })
}
