import { nearest } from '../../catalog/index.js'
import { type Config, configFile, positionOfKey, readConfig, settings } from '../config.js'
import { createFinding, type Finding } from '../finding.js'
import type { Rule } from './rule.js'

/** A badge-events/config.json that does not parse, or has settings that nobody reads. */
export const config: Rule = ({ read }) => {
  const found = readConfig(read(configFile))
  if (!found) return []
  if (!found.mistake) return Object.keys(found.values).flatMap((key) => judge(key, found))
  const { reason, frame } = found.mistake
  const position = { line: frame.line, column: frame.column }
  return [
    createFinding('config-invalid', { file: configFile, reason }, { source: found, position }),
  ]
}

function judge(key: string, config: Config): Finding[] {
  const known = Object.keys(settings)
  const setting = settings[key]
  const at = { source: config, position: positionOfKey(config, key) }
  if (!setting || !Object.hasOwn(settings, key)) {
    return [createFinding('config-key-unknown', { key, nearest: nearest(key, known), known }, at)]
  }
  if (setting.accepts(config.values[key])) return []
  return [createFinding('config-value-invalid', { key, expected: setting.expected }, at)]
}
