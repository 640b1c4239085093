import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..')

export const bin = join(root, 'bin/badge-events.js')
export const site = join(here, 'sites/badge-log')
export const bareNode = { name: 'node -e 0', args: ['-e', '0'] }

/** The nearest peer: runs a function of one file with an event, in the same process, without any doubles. */
export const lambdaLocal = {
  name: 'lambda-local',
  args: [
    join(root, 'node_modules/lambda-local/build/cli.js'),
    ...['-l', join(here, 'peer/handler.js'), '-h', 'handler', '-t', '10', '-v', '0'],
    ...['-e', join(root, 'fixtures/assigned.json')],
  ],
}

export function clearCache() {
  rmSync(join(site, '.badge-events'), { recursive: true, force: true })
}
