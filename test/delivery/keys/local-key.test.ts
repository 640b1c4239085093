import { readdirSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { localKeyFile, readLocalKey } from '../../../src/delivery/keys/local-key.js'
import { createSite } from '../../cli/site.js'

const folderOf = (site: { path(file: string): string }): string => site.path('.badge-events')

test('the local key is made once, for its owner alone', () => {
  const site = createSite({})
  const first = readLocalKey(folderOf(site))
  expect(readLocalKey(folderOf(site))).toEqual(first)
  expect(readdirSync(site.path('.badge-events/keys'))).toEqual(['local.pem'])
  expect(localKeyFile(folderOf(site))).toBe(site.path('.badge-events/keys/local.pem'))
  if (process.platform === 'win32') return
  expect(statSync(site.path('.badge-events/keys/local.pem')).mode & 0o777).toBe(0o600)
  expect(statSync(site.path('.badge-events/keys')).mode & 0o777).toBe(0o700)
})

test('a file that holds no key is an error that says what to do', () => {
  const site = createSite({ '.badge-events/keys/local.pem': 'garbage' })
  expect(() => readLocalKey(folderOf(site))).toThrow(
    expect.objectContaining({ code: 'KEY_INVALID', hint: expect.stringContaining('Delete') }),
  )
})
