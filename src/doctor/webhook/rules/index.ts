import { bodyLimited, duplicateRefused, unhandledRefused } from './accepted.js'
import { crashed, noAnswer } from './alive.js'
import { contentType } from './content-type.js'
import { forgeryAccepted, junkAccepted } from './forgery.js'
import { late } from './late.js'
import { refused } from './refused.js'
import type { ServerRule } from './rule.js'
import { notFound, statusNot200 } from './status.js'

export const rules: readonly ServerRule[] = [
  notFound,
  statusNot200,
  contentType,
  refused,
  crashed,
  noAnswer,
  forgeryAccepted,
  junkAccepted,
  late,
  duplicateRefused,
  bodyLimited,
  unhandledRefused,
]
