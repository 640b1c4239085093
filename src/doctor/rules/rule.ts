import type { Finding } from '../finding.js'
import type { Site } from '../site.js'

/** Looks at a site and says what it found. A new rule is a new file and a line in `index.ts`. */
export type Rule = (site: Site) => Finding[] | Promise<Finding[]>

/** A rule about which handlers Wix finds. It reads nothing but the site's code. */
export type HandlerRule = (site: Site) => Finding[]
