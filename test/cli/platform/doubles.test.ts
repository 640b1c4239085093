import { expect, test } from 'vitest'
import { simulateJson } from '../simulate-json.js'
import { siteWith } from '../site.js'

const handler = `import { fetch } from 'wix-fetch'
export async function wixBadges_onBadgeAssigned() {
  const answer = await fetch('https://api.example.com/points', { method: 'post' })
  return [answer.status, await answer.json()]
}
`
const file = 'badge-events/http/points.json'

test('answers for fetches may stand in doubles.js, before those of the files', async () => {
  const site = siteWith(handler, {
    [file]: '{ "match": "https://api.example.com/*", "status": 418 }',
    'badge-events/doubles.js':
      "export default { http: [{ match: '*/points', method: 'POST', status: 201, body: { points: 3 } }] }",
  })
  const { result } = await simulateJson(['assigned'], { cwd: site.root })
  expect(result.returned).toEqual([201, { points: 3 }])
})

test('answers in doubles.js that are none fail the load, without a frame of ours', async () => {
  const site = siteWith(handler, { 'badge-events/doubles.js': 'export default { http: 5 }' })
  const { result, exitCode } = await simulateJson(['assigned'], { cwd: site.root })
  expect(exitCode).toBe(1)
  expect(result.error).toMatchObject({
    kind: 'threw-on-load',
    message: expect.stringContaining('http in badge-events/doubles.js must be a list of answers'),
    place: null,
    frame: null,
    stack: [],
  })
})
