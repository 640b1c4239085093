import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hasCode } from '../../src/doctor/finding.js'
import { copySite, type TestSite } from '../cli/site.js'
import { type ExamineOptions, examine, toLine } from './examine.js'
import { sites } from './sites.js'

const machines: Record<string, { options?: ExamineOptions; prepare?(site: TestSite): void }> = {
  'port-taken': { options: { isPortFree: async (port) => port !== 9000 } },
  'folder-not-writable': { options: { canWrite: () => false } },
  'cache-outdated': {
    prepare: (site) => site.write('.badge-events/cache/a.json', '{ "version": "0.0.1" }'),
  },
  'folder-not-ignored': {
    prepare(site) {
      mkdirSync(site.path('.git'))
      mkdirSync(site.path('.badge-events'))
    },
  },
  'well-configured': {
    options: { isPortFree: async () => false },
    prepare(site) {
      mkdirSync(site.path('.git'))
      mkdirSync(site.path('.badge-events'))
    },
  },
}

describe('each site has exactly its findings', () => {
  test.each(Object.entries(sites))('%s', async (name, expected) => {
    const { options, prepare } = machines[name] ?? {}
    const site = copySite(`doctor/${name}`)
    prepare?.(site)
    expect((await examine(site, options)).map(toLine)).toEqual(expected)
  })
})

test('the example that the documentation shows has hints only', async () => {
  const site = copySite('../../examples/velo-site')
  expect((await examine(site)).map(toLine)).toEqual([expect.stringMatching(/^event-preview /)])
})

test('a finding carries what its sentences are made of', async () => {
  const found = await examine(copySite('doctor/handler-reexported'))
  expect(found).toMatchObject([
    {
      code: 'handler-reexported',
      severity: 'error',
      place: { file: 'src/backend/events.js', line: 3, column: 14 },
      frame: { lines: [{ number: 1 }, { number: 2 }, { number: 3 }, { number: 4, text: '' }] },
      args: { name: 'wixBadges_onBadgeAssigned', local: 'onAssigned' },
    },
  ])
})

test('a key that may be private is not shown', async () => {
  const [found] = await examine(copySite('doctor/public-key-unreadable'))
  expect(found && hasCode(found, 'public-key-unreadable') && found.frame).toBeNull()
})
