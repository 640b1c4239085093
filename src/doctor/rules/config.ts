import { nearest } from '../../catalog/index.js'
import {
  type ConfigSource,
  configFile,
  inspectConfig,
  isSettingName,
  positionOfKey,
  settings,
} from '../../config.js'
import { createFinding, type Finding } from '../finding.js'
import type { Rule } from './rule.js'

/** A badge-events/config.json that does not parse, or has settings that nobody reads. */
export const config: Rule = ({ read }) => {
  const found = inspectConfig(read(configFile))
  if (!found) return []
  if (!found.mistake) return Object.keys(found.values).flatMap((key) => judge(key, found))
  const { reason, frame } = found.mistake
  const position = { line: frame.line, column: frame.column }
  return [
    createFinding('config-invalid', { file: configFile, reason }, { source: found, position }),
  ]
}

function judge(key: string, config: ConfigSource): Finding[] {
  const known = Object.keys(settings)
  const at = { source: config, position: positionOfKey(config, key) }
  if (!isSettingName(key)) {
    return [createFinding('config-key-unknown', { key, nearest: nearest(key, known), known }, at)]
  }
  const setting = settings[key]
  if (setting.accepts(config.values[key])) return []
  return [createFinding('config-value-invalid', { key, expected: setting.expected }, at)]
}
