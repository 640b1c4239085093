// Loaded with `--import`: writes the address of every module that the process loads, on all threads,
// to the file that LOADED_MODULES names.
import { appendFileSync } from 'node:fs'
import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

const file = process.env.LOADED_MODULES
const source = `import { appendFileSync } from 'node:fs'
export async function load(url, context, nextLoad) {
  appendFileSync(${JSON.stringify(file)}, url + '\\n')
  return nextLoad(url, context)
}`
if (file) {
  appendFileSync(file, '')
  register(`data:text/javascript,${encodeURIComponent(source)}`, pathToFileURL('./'))
}
