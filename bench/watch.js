import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bin, site } from './subjects.js'

const file = join(site, 'src/backend/events.js')

/** Times from writing a file to the verdict on stdout, in ms. */
export async function saveToResult(rounds) {
  const original = readFileSync(file, 'utf8')
  const child = spawn(process.execPath, [bin, 'simulate', 'assigned', '--watch', '--json'], {
    cwd: site,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let onResult = () => {}
  child.stdout.on('data', () => onResult())
  const nextResult = () =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no result within 10 s of a save')), 10_000)
      onResult = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const times = []
  try {
    await nextResult()
    for (let round = 0; round < rounds; round++) {
      // A person does not save again while the spare worker starts.
      await sleep(250)
      const result = nextResult()
      const savedAt = performance.now()
      writeFileSync(file, `${original}\n// ${round}\n`)
      await result
      times.push(performance.now() - savedAt)
    }
  } finally {
    child.kill('SIGINT')
    writeFileSync(file, original)
  }
  return times
}
