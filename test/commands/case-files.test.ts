import { describe, expect, test } from 'vitest'
import { caseFiles, handlerImport } from '../../src/commands/case-files.js'
import { findProject } from '../../src/project.js'
import { createSite } from '../cli/site.js'

const code = 'export const wixBadges_onBadgeAssigned = () => {}\n'

describe('the import of a handler', () => {
  test.each([
    ['src/backend/events.js', ['src/backend/events.js'], 'backend/events.js'],
    ['src/backend/badges/events.js', ['src/backend/badges/events.js'], 'backend/badges/events.js'],
    ['backend/events.js', ['backend/events.js'], 'backend/events.js'],
    ['backend/events.js', ['backend/events.js', 'src/backend/x.js'], '../../backend/events.js'],
    ['events.js', ['events.js'], '../../events.js'],
    ['badge-events/fixtures/my.js', ['badge-events/fixtures/my.js'], './my.js'],
  ])('in %s of %j is %s', (handler, files, expected) => {
    const site = createSite(Object.fromEntries(files.map((file) => [file, code])))
    const project = findProject(site.root, handler)
    expect(handlerImport(project, site.path('badge-events/fixtures/a.test.js'))).toBe(expected)
  })
})

describe('the files of a case', () => {
  const place = { root: '/site', folder: '/site/badge-events' }

  test.each([
    ['/site/badge-events/fixtures/assigned.gold.json', 'assigned.gold'],
    ['/site/test/assigned.gold.json', 'test/assigned.gold.json'],
    ['/site/badge-events/fixtures/more/assigned.json', 'badge-events/fixtures/more/assigned.json'],
    ['/site/assigned.gold.json', 'assigned.gold.json'],
  ])('of %s are known as %s', (fixture, name) => {
    const files = caseFiles(fixture, place)
    expect(files).toEqual({ fixture, name, test: fixture.replace('.json', '.test.js') })
  })
})
