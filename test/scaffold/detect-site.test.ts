import { join } from 'node:path'
import { expect, test } from 'vitest'
import { detectSite } from '../../src/scaffold/detect-site.js'
import { createSite } from './site.js'

const events = 'src/backend/events.js'

test.each([
  ['nothing at all', {}, 'empty', events],
  ['what a new repository has', { '.git/': '', 'README.md': '', LICENSE: '' }, 'empty', events],
  ['a Wix site', { 'wix.config.json': '{"siteId":"s","uiVersion":"1"}' }, 'velo', events],
  ['src/backend', { 'src/backend/': '' }, 'velo', events],
  ['an events.js in src/backend', { [events]: '', 'src/extensions/': '' }, 'velo', events],
  ['backend at the root', { 'backend/': '' }, 'velo-older', 'backend/events.js'],
  ['backend/events.js', { 'backend/events.js': '' }, 'velo-older', 'backend/events.js'],
  [
    'a site with its code at the root',
    { 'wix.config.json': '{}', 'backend/events.js': '' },
    'velo-older',
    'backend/events.js',
  ],
  ['src/extensions', { 'src/extensions/': '', 'wix.config.json': '{}' }, 'cli-app', null],
  ['src/extensions.ts', { 'src/extensions.ts': '' }, 'cli-app', null],
  ['@wix/astro', { 'package.json': '{"dependencies":{"@wix/astro":"2"}}' }, 'cli-app', null],
  [
    'a Studio Two site',
    { 'package.json': '{"devDependencies":{"@wix/custom-extensions":"1"}}' },
    'cli-app',
    null,
  ],
  ['an appId', { 'wix.config.json': '{"appId":"a"}' }, 'cli-app', null],
  [
    'the older layout of apps',
    { 'wix.config.json': '{"appId":"a"}', 'src/backend/events/x/event.ts': '' },
    'cli-app-older',
    null,
  ],
  ['a Node project', { 'package.json': '{}', 'index.js': '' }, 'node', events],
  ['files of any kind', { 'notes.txt': '' }, 'node', events],
  ['an events.js of something else', { 'events.js': 'export const on = 1' }, 'node', events],
  [
    'an events.js with handlers',
    { 'events.js': 'export function wixBadges_onBadgeAssigned() {}' },
    'node',
    'events.js',
  ],
  ['a package.json that is no JSON', { 'package.json': '{' }, 'node', events],
] as const)('%s', (_name, files, kind, handlerFile) => {
  expect(detectSite(createSite(files))).toMatchObject({ kind, handlerFile })
})

test('says what it went by', () => {
  const site = createSite({ 'wix.config.json': '{}', [events]: '' })
  expect(detectSite(site).evidence).toEqual(['wix.config.json', events])
})

test('finds the site around a folder', () => {
  const site = createSite({ 'wix.config.json': '{}', 'src/pages/': '' })
  expect(detectSite(join(site, 'src/pages')).root).toBe(site)
  const ours = createSite({ 'badge-events/config.json': '{}', 'src/backend/': '' })
  expect(detectSite(join(ours, 'src/backend')).root).toBe(ours)
})

test('does not take a package.json above for the site', () => {
  const folder = join(createSite({ 'package.json': '{}', 'new/': '' }), 'new')
  expect(detectSite(folder)).toMatchObject({ kind: 'empty', root: folder })
})

test('a folder that is not there yet is empty', () => {
  expect(detectSite(join(createSite(), 'new'))).toMatchObject({ kind: 'empty' })
})

test('a file is no folder', () => {
  const site = createSite({ 'a.txt': '' })
  expect(() => detectSite(join(site, 'a.txt'))).toThrow(
    expect.objectContaining({ code: 'USAGE_INVALID' }),
  )
})

test('a new folder inside a site is a place of its own', () => {
  const root = createSite({ 'wix.config.json': '{}', [events]: '' })
  expect(detectSite(join(root, 'another'))).toMatchObject({
    kind: 'empty',
    root: join(root, 'another'),
  })
  expect(detectSite(join(root, 'src'))).toMatchObject({ kind: 'velo', root })
})
