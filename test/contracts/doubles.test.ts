import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import { doubledModules, loadDoubles } from '../../src/platform/modules/index.js'
import { createFakeHost } from '../platform/modules/fake-host.js'

const folder = join(packageRoot, 'src/platform/modules')
const files = readdirSync(folder).filter((name) => /^wix-.*\.ts$/.test(name))
const doubles = new Set(files.filter((name) => name !== 'wix-error.ts'))

test('no double knows another one: what they share is the world, or an engine in a folder', () => {
  const crossings = [...doubles].flatMap((name) => {
    const text = readFileSync(join(folder, name), 'utf8')
    const imported = [...text.matchAll(/from '\.\/([^'/]+)\.js'/g)].map(([, file]) => `${file}.ts`)
    return imported.filter((file) => doubles.has(file)).map((file) => `${name} imports ${file}`)
  })
  expect(doubles.size).toBeGreaterThan(15)
  expect(crossings).toEqual([])
})

test('no double looks at the world when it is made: another world may take its place later', async () => {
  const host = createFakeHost()
  Object.defineProperty(host, 'world', {
    get: () => {
      throw new Error('looked at the world')
    },
  })
  const made = await Promise.all(
    doubledModules.map(async (name) => {
      const loaded = await loadDoubles([name])
      return loaded.map((double) => Object.keys(double.create(host)))
    }),
  )
  expect(made.flat().filter((keys) => keys.length === 0)).toEqual([])
  expect(made.length).toBeGreaterThan(15)
})
