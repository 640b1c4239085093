import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ConfigSource, configFile, inspectConfig, positionOfKey } from '../../config.js'
import { createFinding, type Finding } from '../finding.js'
import { readPublicKey } from '../public-key.js'
import type { Rule } from './rule.js'

const variable = 'BADGE_EVENTS_PUBLIC_KEY'

/** Public keys that cannot be read, or that only badge-events can. */
export const publicKey: Rule = ({ root, environment, read }) => {
  const config = inspectConfig(read(configFile))
  const fromEnv = environment.env[variable]
  return [
    ...(fromEnv === undefined ? [] : judge(textOf(fromEnv, root), variable)),
    ...(config
      ? keysOf(config).flatMap((key) => judge(textOf(key, root), configFile, config))
      : []),
  ]
}

function judge(text: string, source: string, config?: ConfigSource): Finding[] {
  const reading = readPublicKey(text)
  // Without its lines: what stands there may be a private key.
  const at = config && {
    source: { ...config, text: '' },
    position: positionOfKey(config, 'publicKey'),
  }
  if (reading.status === 'unreadable') {
    return [createFinding('public-key-unreadable', { source, reason: reading.reason }, at)]
  }
  if (reading.spelling !== 'one-line') return []
  return [createFinding('public-key-on-one-line', { source }, at)]
}

function keysOf({ values }: ConfigSource): string[] {
  const { publicKey } = values
  const keys: unknown[] = Array.isArray(publicKey) ? publicKey : [publicKey]
  return keys.filter((key) => typeof key === 'string')
}

/** A key may be given as the name of a file, relative to the site. */
function textOf(given: string, root: string): string {
  const path = resolve(root, given)
  const isName = given.length < 500 && !given.includes('-----') && existsSync(path)
  try {
    return isName ? readFileSync(path, 'utf8') : given
  } catch {
    return given
  }
}
