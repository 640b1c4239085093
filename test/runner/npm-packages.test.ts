import { describe, expect, test } from 'vitest'
import { findPackage, importsWixModules, isCommonJs } from '../../src/runner/npm-packages.js'
import { createSite } from '../cli/site.js'

describe('importsWixModules', () => {
  test.each([
    ['an import', "import wixData from 'wix-data'", true],
    ['a bare import', "import 'wix-data'", true],
    ['an export from', 'export { fetch } from "wix-fetch"', true],
    ['a dynamic import', "const d = import('@wix/data')", true],
    ['a require', "const d = require('wix-secrets-backend')", true],
    ['a versioned module', "import { x } from 'wix-events.v2'", true],
    ['an interface', "import 'interfaces-members'", true],
    ['a name that is only alike', "import x from 'wixify'", false],
    ['a text that is no import', "const name = 'wix-data'", false],
    ['nothing', 'export const a = 1', false],
  ])('sees %s', (_title, code, expected) => {
    const site = createSite({ 'node_modules/p/index.js': code })
    expect(importsWixModules(site.path('node_modules/p/index.js'))).toBe(expected)
  })

  test('follows files and packages of the package, and round cycles', () => {
    const site = createSite({
      'node_modules/p/index.js': "import './lib/a.js'",
      'node_modules/p/lib/a.js': "import '../index.js'\nrequire('./b')\nimport 'fs'\nimport 'q'",
      'node_modules/p/lib/b.js': '',
      'node_modules/q/package.json': '{"main":"main.js"}',
      'node_modules/q/main.js': "require('wix-data')",
    })
    expect(importsWixModules(site.path('node_modules/p/index.js'))).toBe(true)
    expect(importsWixModules(site.path('node_modules/p/lib/b.js'))).toBe(false)
  })
})

describe('findPackage', () => {
  test.each([
    ['/s/node_modules/p/lib/a.js', '/s/node_modules/p'],
    ['/s/node_modules/@o/p/a.js', '/s/node_modules/@o/p'],
    ['/s/node_modules/p/node_modules/q/a.js', '/s/node_modules/p/node_modules/q'],
  ])('of %s is %s', (file, folder) => {
    expect(findPackage(file)).toEqual({ folder, manifest: `${folder}/package.json` })
  })

  test('of a file of the site is none', () => {
    expect(findPackage('/s/src/backend/events.js')).toBeUndefined()
  })
})

describe('isCommonJs', () => {
  test.each([
    ['a.cjs', '{"type":"module"}', true],
    ['a.mjs', '{}', false],
    ['a.json', '{"type":"module"}', true],
    ['a.js', '{}', true],
    ['a.js', '{"type":"commonjs"}', true],
    ['a.js', '{"type":"module"}', false],
    ['a.js', 'no JSON', true],
  ])('of %s in a package with %s is %s', (file, manifest, expected) => {
    const site = createSite({
      'node_modules/p/package.json': manifest,
      [`node_modules/p/${file}`]: '',
    })
    const folder = site.path('node_modules/p')
    expect(isCommonJs(`${folder}/${file}`, `${folder}/package.json`)).toBe(expected)
  })

  test('goes by the nearest package.json inside the package', () => {
    const site = createSite({
      'node_modules/p/package.json': '{}',
      'node_modules/p/esm/package.json': '{"type":"module"}',
      'node_modules/p/esm/deep/a.js': '',
    })
    const folder = site.path('node_modules/p')
    expect(isCommonJs(`${folder}/esm/deep/a.js`, `${folder}/package.json`)).toBe(false)
  })
})
