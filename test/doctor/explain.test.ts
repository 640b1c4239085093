import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { explainNoHandler } from '../../src/doctor/explain.js'
import { findProject } from '../../src/project.js'
import { copySite, siteWith, type TestSite } from '../cli/site.js'
import { toLine } from './examine.js'

const wanted = ['wixBadges_onBadgeAssigned']
const explain = ({ root }: TestSite, names = wanted) =>
  explainNoHandler(findProject(root), names).map(toLine)

test('a wrong form, file or name explains a missing handler', () => {
  expect(explain(copySite('doctor/handler-commonjs'))).toEqual(['handler-commonjs 1:9'])
  expect(explain(copySite('doctor/handler-default'))).toEqual(['handler-default 1:25'])
  expect(explain(copySite('doctor/handler-in-wrong-file'))).toEqual([
    'handler-in-wrong-file src/backend/emailAutomation.web.js:5:17',
  ])
  expect(explain(copySite('doctor/handler-misspelled'))).toEqual(['handler-misspelled 1:17'])
  expect(explain(copySite('doctor/handler-unprefixed'))).toEqual(['handler-unprefixed 1:17'])
})

test('findings about other handlers, and hints, explain nothing', () => {
  expect(explain(copySite('doctor/handler-misspelled'), ['wixBadges_onBadgeDeleted'])).toEqual([])
  expect(explain(copySite('doctor/event-deprecated'), ['wixBadges_onBadgeCreated'])).toEqual([])
  expect(explain(siteWith('export function other() {}'))).toEqual([])
})

test('a handler file outside a backend folder is looked at as it is', () => {
  const site = siteWith('', { 'lib/x.js': `exports.${wanted[0]} = () => {}` })
  const found = explainNoHandler(findProject(site.root, 'lib/x.js'), wanted)
  expect(found.map(toLine)).toEqual(['handler-commonjs lib/x.js:1:9'])
})

test('a file that cannot be read explains nothing, and hides nothing', () => {
  const site = copySite('doctor/handler-misspelled')
  writeFileSync(site.path('src/backend/latin.js'), Buffer.from([0x2f, 0x2f, 0xe9]))
  expect(explain(site)).toEqual(['handler-misspelled 1:17'])
  writeFileSync(site.path('src/backend/events.js'), Buffer.from([0x2f, 0x2f, 0xe9]))
  expect(explain(site)).toEqual([])
})
