import { join } from 'node:path'
import type { CannedAnswer } from '../platform/canned-answer.js'
import type { FaultRule } from '../platform/faults.js'
import type { SiteSettings, WorldSettings } from '../platform/protocol.js'
import type { Project } from '../project.js'
import { readSecrets } from '../runner/secrets.js'

/** What stands around the code of a site, where it is not as usual. */
export interface SiteOptions {
  /** What fetches are answered with. */
  cannedAnswers: CannedAnswer[]
  world?: WorldSettings | undefined
  /** Over those of `.env.local` and `.env`. */
  secrets?: Record<string, string> | undefined
  liveFetch?: boolean | undefined
  /** Tells each fact at once, which is slower; true without it. */
  live?: boolean | undefined
  seed?: number | undefined
  /** Calls of Wix modules that fail or take their time on purpose. */
  faults?: readonly FaultRule[] | undefined
  /** How long calls that outlive the handler are waited for, in ms; 2000 without it. */
  settleMs?: number | undefined
}

const defaultSettleMs = 2000

/**
 * What the doubles need to know of a site.
 *
 * @throws BadgeEventsError `FILE_UNREADABLE` for secrets that cannot be read
 */
export function siteSettings(
  { root, folder }: Pick<Project, 'root' | 'folder'>,
  options: SiteOptions,
): SiteSettings {
  return {
    root,
    dataDir: join(folder, 'data'),
    world: options.world ?? {},
    secrets: { ...readSecrets(root), ...options.secrets },
    cannedAnswers: options.cannedAnswers,
    liveFetch: options.liveFetch === true,
    live: options.live !== false,
    seed: options.seed ?? null,
    settleMs: options.settleMs ?? defaultSettleMs,
    ...(options.faults && { faults: options.faults }),
  }
}
