// Every figure we claim, side by side with a peer or a limit, in one run: npm run bench -- startup simulate
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const groups = {
  startup: async () => (await import('./startup.js')).startup(),
  simulate: async () => (await import('./simulate.js')).simulate(),
  tail: async () => (await import('./tail.js')).tail(),
  'tail-memory': async () => (await import('./tail.js')).tailMemory(),
  log: async () => (await import('./log.js')).log(),
}

if (!existsSync(fileURLToPath(new URL('../dist/main.js', import.meta.url)))) {
  process.stderr.write('There is no build yet: npm run build\n')
  process.exit(3)
}
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in groups))
if (unknown.length > 0) {
  process.stderr.write(
    `Unknown: ${unknown.join(', ')}. There are: ${Object.keys(groups).join(', ')}\n`,
  )
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(groups)) {
  process.stdout.write(`\n${name} (Node ${process.version}, medians)\n`)
  process.stdout.write(`${(await groups[name]()).join('\n')}\n`)
}
