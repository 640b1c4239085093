import { describe, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.js'
import { copyShop } from '../cli/shop.js'
import { siteWith } from '../cli/site.js'

const long = 'x'.repeat(300)

/** Lines that 80 columns cannot hold; what a handler logs and what a warning says is never cut. */
function tooLong(text: string): string[] {
  return text.split('\n').filter((line) => [...line].length > 80 && !/^(!| *log) /.test(line))
}

describe('where there is no terminal, 80 columns hold', () => {
  test('each line of a run', async () => {
    const { root } = copyShop()
    const { stdout } = await runCli(['simulate', 'assigned', '-s', 'data.memberId=ann'], {
      cwd: root,
    })
    expect(stdout.split('\n').length).toBeGreaterThan(10)
    expect(tooLong(stdout)).toEqual([])
  })

  test('effects, changes and values however long they are', async () => {
    const { root } = siteWith(`import wixData from 'wix-data'
import { send } from 'wix-crm-backend-with-a-long-name'
import { fetch } from 'wix-fetch'
export async function wixBadges_onBadgeAssigned() {
  const { _id } = await wixData.insert('${'C'.repeat(40)}', { text: '${long}', more: '${long}' })
  await wixData.update('${'C'.repeat(40)}', { _id, text: 'short' })
  await wixData.query('Log').eq('text', '${long}').find()
  await fetch('https://example.com/${long}')
  await wixData.remove('${'C'.repeat(40)}', _id)
  return '${long}'
}
`)
    const { exitCode, stdout } = await runCli(['simulate', 'assigned'], { cwd: root })
    expect(exitCode).toBe(0)
    expect(tooLong(stdout)).toEqual([])
  })
})
