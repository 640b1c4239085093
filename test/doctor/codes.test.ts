import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { docsPage } from '../../src/doctor/messages.js'
import { findingCodes, isWebhookCode, severities } from '../../src/doctor/severities.js'
import { packageRoot } from '../../src/package-root.js'
import { sites } from './sites.js'

const codes = [...findingCodes].sort()

describe('codes, pages and sites belong together', () => {
  test('each code has a page, and there are no others', () => {
    expect(readdirSync(join(packageRoot, 'docs/doctor')).sort()).toEqual(
      codes.map((code) => `${code}.md`).sort(),
    )
  })

  test.each(codes)('the page of %s is about it', (code) => {
    const page = readFileSync(join(packageRoot, docsPage(code)), 'utf8')
    expect(page).toMatch(new RegExp(`^# ${code}\n`))
    expect(page).toContain(severities[code])
  })

  test('the page of the verb lists each code with its severity, in order', () => {
    const page = readFileSync(join(packageRoot, 'docs/doctor.md'), 'utf8')
    const rows = [...page.matchAll(/^\| \[`([\w-]+)`\]\(doctor\/([\w-]+)\.md\) \| (\w+) \|/gm)]
    expect(rows.map(([, code, file, severity]) => [code, file, severity])).toEqual(
      findingCodes.map((code) => [code, code, severities[code]]),
    )
  })

  test('each code has a site of its own name, and each other site says what it shows', () => {
    const names = Object.keys(sites)
    // Those about a server have servers: test/doctor/webhook.
    const ofSites = codes.filter((code) => !isWebhookCode(code))
    expect(names.filter((name) => codes.includes(name as never)).sort()).toEqual(ofSites)
    for (const name of names) {
      const isNamed = name.startsWith('well-') || codes.some((code) => name.startsWith(code))
      expect(isNamed, name).toBe(true)
      expect(sites[name], name).toEqual(
        name.startsWith('well-') ? [] : expect.arrayContaining([expect.any(String)]),
      )
    }
  })

  test('each folder of sites is in the table, and the reverse', () => {
    expect(readdirSync(join(packageRoot, 'test/projects/doctor')).sort()).toEqual(
      Object.keys(sites).sort(),
    )
  })
})
