import { describe, expect, test } from 'vitest'
import { readSecrets } from '../../src/runner/secrets.js'
import { createSite } from '../cli/site.js'

describe('readSecrets', () => {
  test('reads .env.local before .env', () => {
    const site = createSite({ '.env': 'A=1\nB="two words"\n', '.env.local': 'A=9\n# C=3\n' })
    expect(readSecrets(site.root)).toEqual({ A: '9', B: 'two words' })
  })

  test('finds none where there are no files', () => {
    expect(readSecrets(createSite({}).root)).toEqual({})
  })

  test('says when a file cannot be read', () => {
    const site = createSite({ '.env/inside': '' })
    expect(() => readSecrets(site.root)).toThrow(
      expect.objectContaining({
        code: 'FILE_UNREADABLE',
        message: expect.stringContaining('.env'),
      }),
    )
  })
})
