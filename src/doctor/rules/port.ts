import { configFile, defaultPort, inspectConfig, settings } from '../../config.js'
import { createFinding } from '../finding.js'
import type { Rule } from './rule.js'

/** A port for deliveries that somebody else holds. */
export const port: Rule = async ({ environment, read }) => {
  const configured = inspectConfig(read(configFile))?.values.port
  const isSet = configured !== undefined && settings.port.accepts(configured)
  const wanted = isSet ? Number(configured) : defaultPort
  // 0 stands for any free port.
  if (wanted === 0 || (await environment.isPortFree(wanted))) return []
  return [createFinding('port-taken', { port: wanted, configured: isSet })]
}
