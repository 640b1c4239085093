import { describe, expect, test } from 'vitest'
import { createFileFinder } from '../../src/runner/file-finder.js'
import { createSite } from '../cli/site.js'

describe('a file finder', () => {
  test.each([
    ['a.js', 'a', 'a.js'],
    ['a.mjs', 'a', 'a.mjs'],
    ['a.ts', 'a', 'a.ts'],
    ['a.jsw', 'a', 'a.jsw'],
    ['a.web.js', 'a', 'a.web.js'],
    ['a.web.js', 'a.web', 'a.web.js'],
    ['a.web.ts', 'a', 'a.web.ts'],
    ['a.json', 'a', 'a.json'],
    ['a.json', 'a.json', 'a.json'],
    ['a.ts', 'a.js', 'a.ts'],
    ['a.mts', 'a.mjs', 'a.mts'],
    ['a/index.js', 'a', 'a/index.js'],
    ['a/index.ts', 'a', 'a/index.ts'],
    ['lib.v2.js', 'lib.v2', 'lib.v2.js'],
  ])('finds %s as %s', (file, path, expected) => {
    const site = createSite({ [file]: '' })
    expect(createFileFinder().find(site.path(path))).toBe(site.path(expected))
  })

  test('prefers the file as it is written, then JavaScript', () => {
    const site = createSite({ 'a.js': '', 'a.ts': '', 'a/index.js': '', 'b.js': '', 'b.ts': '' })
    expect(createFileFinder().find(site.path('a'))).toBe(site.path('a.js'))
    expect(createFileFinder().find(site.path('b.ts'))).toBe(site.path('b.ts'))
  })

  test('remembers where it looked in vain before it found the file', () => {
    const site = createSite({ 'a.ts': '' })
    const finder = createFileFinder()
    finder.find(site.path('a'))
    expect(finder.missing()).toEqual([site.path('a'), site.path('a.js'), site.path('a.mjs')])
  })

  test('knows what else is in a folder', () => {
    const site = createSite({ 'x/one.js': '', 'x/two.js': '' })
    expect(createFileFinder().siblings(site.path('x/three')).sort()).toEqual(['one.js', 'two.js'])
    expect(createFileFinder().siblings(site.path('y/three'))).toEqual([])
  })
})
