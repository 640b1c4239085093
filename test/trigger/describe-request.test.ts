import { expect, onTestFinished, test, vi } from 'vitest'
import { eventKeys } from '../../src/catalog/index.js'
import { packageRoot } from '../../src/package-root.js'
import { describeRequest } from '../../src/trigger/describe-request.js'
import { loadMembers } from '../../src/trigger/packages.js'
import { planTrigger } from '../../src/trigger/plan.js'
import { rehearse } from '../../src/trigger/rehearse.js'
import { errorOf } from './error-of.js'

const members = loadMembers(packageRoot)

test.each(eventKeys)('the requests of %s are described, and none is made', async (key) => {
  const fetch = vi.fn()
  vi.stubGlobal('fetch', fetch)
  onTestFinished(() => void vi.unstubAllGlobals())
  const memberId = 'm-1'
  const given = key.includes('assign') ? { memberId } : {}
  const { acts, undos } = rehearse(
    planTrigger({ key, changes: null, cleanup: true, tag: 't', ...given }),
  )
  for (const { call } of [...acts, ...undos]) {
    const { method, url } = await describeRequest(members, call)
    expect(method).toMatch(/^(GET|POST|PATCH|DELETE)$/)
    expect(url).toMatch(/^https:\/\/www\.wixapis\.com\/(members|badges)\/v\d\//)
    expect(url).not.toContain('undefined')
  }
  expect(fetch).not.toHaveBeenCalled()
})

test('a query is described with its filter', async () => {
  const chain = [['eq', 'badgeId', 'b'], ['eq', 'memberId', 'm'], ['find']] as const
  const call = { module: 'badgeAssignments', method: 'queryBadgeAssignments', args: [] } as const
  expect(await describeRequest(members, { ...call, chain })).toMatchObject({
    method: 'POST',
    url: 'https://www.wixapis.com/badges/v4/assignments/query',
    body: { query: { filter: { $and: [{ badgeId: 'b' }, { memberId: 'm' }] } } },
  })
})

test('a function that the package lacks is named', async () => {
  const call = { module: 'badges', method: 'paintBadge', args: [] } as const
  await expect(describeRequest(members, call)).rejects.toMatchObject({
    code: 'PACKAGE_NOT_FOUND',
    message: '@wix/members offers no paintBadge',
  })
})

test('a site without the package is told what to install', () => {
  expect(errorOf(() => loadMembers('/'))).toMatchObject({
    code: 'PACKAGE_NOT_FOUND',
    message: 'Cannot load @wix/members in /: it is not installed',
    hint: 'npm install --save-dev @wix/sdk @wix/members',
  })
})
