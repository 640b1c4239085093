import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { fixturePath, readFixture } from '../../src/catalog/fixture.js'
import { packageRoot } from '../../src/package-root.js'

test('the package root is the folder of this package', () => {
  const manifest = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'))
  expect(manifest.name).toBe('badge-events')
  expect(fixturePath('assigned')).toBe(join(packageRoot, 'fixtures', 'assigned.json'))
})

test('each call returns a copy of its own', () => {
  const fixture = readFixture('assigned')
  Object.assign(fixture as object, { data: null })
  expect(readFixture('assigned')).toHaveProperty('data.memberId')
})
