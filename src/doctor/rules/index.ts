import { config } from './config.js'
import { defaultExport } from './default-export.js'
import { eventShape } from './event-shape.js'
import { exportForm } from './export-form.js'
import { extensions } from './extensions.js'
import { files } from './files.js'
import { folders } from './folders.js'
import { memberShape } from './member-shape.js'
import { names } from './names.js'
import { nodeVersion } from './node-version.js'
import { notAwaited } from './not-awaited.js'
import { port } from './port.js'
import { publicKey } from './public-key.js'
import { rights } from './rights.js'
import type { HandlerRule, Rule } from './rule.js'
import { secrets } from './secrets.js'
import { syntax } from './syntax.js'
import { versions } from './versions.js'

/** Which handlers Wix finds. These also explain why `simulate` found none. */
export const handlerRules: readonly HandlerRule[] = [
  syntax,
  files,
  extensions,
  exportForm,
  defaultExport,
  names,
  versions,
]

export const rules: readonly Rule[] = [
  ...handlerRules,
  notAwaited,
  rights,
  eventShape,
  memberShape,
  secrets,
  nodeVersion,
  config,
  publicKey,
  port,
  folders,
]
