import { join, resolve } from 'node:path'
import { findExtensions } from '../extensions.js'
import { handlersName, type Project } from '../project.js'
import { type Bundle, type BundleRequest, bundleHandlers } from '../runner/bundle.js'
import { createRunner, type Runner, type RunnerOptions } from '../runner/runner.js'
import { type SiteOptions, siteSettings } from './settings.js'

/** What a runner is made of: the site's code, and what stands around it. */
export interface LoadedSite extends SiteOptions {
  project: Project
  bundle: Bundle
}

/**
 * The bundle of a site's handlers. With `examine`, what is to be said of them is kept in it.
 *
 * @throws BadgeEventsError `CODE_INVALID`, `IMPORT_UNRESOLVED`, `FILE_UNREADABLE`
 */
export function bundleSite(
  { root, handlerFile, extensions, cacheDir }: Project,
  examine?: BundleRequest['examine'],
): Promise<Bundle> {
  // Of an app that is watched, another extension may have come.
  const { files, registries } = extensions.files.length > 0 ? findExtensions(root) : extensions
  return bundleHandlers({
    root,
    entry: handlerFile,
    extensions: files,
    registries,
    // Bundles with notes and those without are kept apart.
    cacheDir: examine ? cacheDir : join(cacheDir, 'library'),
    ...(examine && { examine }),
  })
}

/** The runner of a site; a run that ends its thread gets a new one of the same kind. */
export function createSiteRunner(
  { project, bundle, ...around }: LoadedSite,
  options: Omit<RunnerOptions, 'bundle' | 'entry' | 'site'>,
): Runner {
  return createRunner({
    bundle,
    entry: resolve(project.root, handlersName(project)),
    site: siteSettings(project, around),
    ...options,
  })
}
