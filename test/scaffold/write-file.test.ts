import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createChange } from '../../src/scaffold/file-change.js'
import { readText } from '../../src/scaffold/read-text.js'
import { writeChange } from '../../src/scaffold/write-file.js'
import { createSite, readSite } from './site.js'

describe('a file is written', () => {
  test('as a new file, with the folders above it', () => {
    const site = createSite()
    writeChange(site, createChange('a/b/c.js', null, 'new'), '1')
    expect(readSite(site)).toEqual({ 'a/b/c.js': 'new' })
  })

  test('in place of the old one, as another file: a reader sees one or the other', () => {
    const site = createSite({ 'a.js': 'old' })
    const before = statSync(join(site, 'a.js')).ino
    writeChange(site, createChange('a.js', 'old', 'new'), '1')
    expect(readSite(site)).toEqual({ 'a.js': 'new' })
    expect(statSync(join(site, 'a.js')).ino).not.toBe(before)
  })

  test('with the mode it had', () => {
    const site = createSite({ 'a.js': 'old' })
    chmodSync(join(site, 'a.js'), 0o757)
    writeChange(site, createChange('a.js', 'old', 'new'), '1')
    expect(statSync(join(site, 'a.js')).mode & 0o777).toBe(0o757)
  })

  test('through a symbolic link', () => {
    const site = createSite({ 'real.js': 'old' })
    symlinkSync('real.js', join(site, 'a.js'))
    writeChange(site, createChange('a.js', 'old', 'new'), '1')
    expect(lstatSync(join(site, 'a.js')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(site, 'real.js'), 'utf8')).toBe('new')
  })
})

describe('a file is not written', () => {
  test('when nothing changes', () => {
    const site = createSite({ 'a.js': 'old' })
    const before = statSync(join(site, 'a.js')).ino
    writeChange(site, createChange('a.js', 'old', 'old'), '1')
    expect(statSync(join(site, 'a.js')).ino).toBe(before)
  })

  test.each([
    ['changed', 'old', 'other'],
    ['appeared', null, 'other'],
  ])('when it %s meanwhile', (_name, before, now) => {
    const site = createSite({ 'a.js': now })
    expect(() => writeChange(site, createChange('a.js', before, 'new'), '1')).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    )
    expect(readSite(site)).toEqual({ 'a.js': now })
  })

  test('when the system refuses; nothing is left behind', () => {
    const site = createSite({ 'a.js': 'old' })
    mkdirSync(join(site, '.a.js.1.tmp'))
    const write = () => writeChange(site, createChange('a.js', 'old', 'new'), '1')
    expect(write).toThrow(expect.objectContaining({ code: 'FILE_UNWRITABLE' }))
    expect(readFileSync(join(site, 'a.js'), 'utf8')).toBe('old')
  })

  test('when a file stands where a folder must be', () => {
    const site = createSite({ src: '' })
    expect(() => writeChange(site, createChange('src/a.js', null, 'new'), '1')).toThrow(
      expect.objectContaining({ code: 'FILE_UNWRITABLE' }),
    )
    expect(readdirSync(site)).toEqual(['src'])
  })
})

test('text that is not UTF-8 is not read: writing it back would change it', () => {
  const site = createSite()
  writeFileSync(join(site, 'a.js'), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a]))
  expect(() => readText(join(site, 'a.js'), 'a.js')).toThrow(
    expect.objectContaining({ code: 'FILE_UNREADABLE', message: 'a.js is not UTF-8 text' }),
  )
})
