import { beforeEach, describe, expect, it } from 'vitest'
import { wixLoyaltyV2 } from '../../../src/platform/modules/wix-loyalty.v2.js'
import { contactId, createCrmHost, memberContactId, memberId, wixError } from './crm/crm-site.js'
import type { FakeHost } from './fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-loyalty-v2/accounts/{get-account,earn-points,…}. What a
// repeated idempotency key gives, and who is enrolled, is not documented: our own choice.

interface Answer {
  account: { _id: string; revision: string; points: object }
}

type Accounts = Record<
  | ('getAccount' | 'getAccountBySecondaryId' | 'createAccount')
  | ('earnPoints' | 'adjustPoints' | 'listAccounts'),
  (...args: unknown[]) => Promise<Answer>
>

let host: FakeHost
let accounts: Accounts

beforeEach(() => {
  host = createCrmHost()
  accounts = wixLoyaltyV2.create(host).named?.accounts as Accounts
})

const booking = { amount: 50, description: 'Badge', appId: 'app', idempotencyKey: 'key-1' }

describe('accounts', () => {
  it('are created once for a contact', async () => {
    const { account } = await accounts.createAccount(contactId)
    expect(account).toEqual({
      _id: expect.any(String),
      contactId,
      points: { balance: 0, earned: 0, adjusted: 0, redeemed: 0 },
      rewardAvailable: false,
      revision: '1',
      _createdDate: host.time,
      _updatedDate: host.time,
      lastActivityDate: host.time,
    })
    expect(await accounts.getAccount(account._id)).toEqual({ account })
    await expect(accounts.createAccount(contactId)).rejects.toMatchObject(
      wixError('ALREADY_EXISTS'),
    )
    await expect(accounts.createAccount('none')).rejects.toMatchObject(wixError('NOT_FOUND'))
    await expect(accounts.getAccount('none')).rejects.toMatchObject(wixError('NOT_FOUND'))
  })

  it('are there for whom the site knows, by member or contact', async () => {
    const { account } = await accounts.getAccountBySecondaryId({ memberId })
    expect(account).toMatchObject({ memberId, contactId: memberContactId })
    expect(await accounts.getAccountBySecondaryId({ contactId: memberContactId })).toEqual({
      account,
    })
    await accounts.getAccountBySecondaryId({ contactId })
    expect(await accounts.listAccounts({ paging: { limit: 1, offset: 1 } })).toMatchObject({
      accounts: [{ contactId }],
      pagingMetadata: { count: 1, offset: 1, total: 2 },
    })
    for (const ids of [{ memberId: 'none' }, { contactId: 'none' }, {}, undefined]) {
      await expect(accounts.getAccountBySecondaryId(ids)).rejects.toMatchObject(
        wixError('NOT_FOUND'),
      )
    }
  })

  it('need elevation', async () => {
    await accounts.getAccountBySecondaryId({ memberId })
    expect(host.warnings).toEqual([
      'needs-elevation:wix-loyalty.v2.accounts.getAccountBySecondaryId',
    ])
  })
})

describe('earnPoints', () => {
  it('adds to balance and earnings, with a transaction', async () => {
    const { account } = await accounts.createAccount(contactId)
    expect(await accounts.earnPoints(account._id, booking)).toMatchObject({
      account: {
        points: { balance: 50, earned: 50, adjusted: 0 },
        latestTransaction: { _id: expect.any(String), type: 'EARN', ...booking },
        revision: '2',
      },
    })
  })

  it('books a repeated key once, whatever the amount; other keys, apps and accounts count', async () => {
    const { account } = await accounts.createAccount(contactId)
    const first = await accounts.earnPoints(account._id, booking)
    expect(await accounts.earnPoints(account._id, { ...booking, amount: 7 })).toEqual(first)
    await accounts.earnPoints(account._id, { ...booking, idempotencyKey: 'key-2' })
    const last = await accounts.earnPoints(account._id, { ...booking, appId: 'other' })
    expect(last.account.points).toMatchObject({ balance: 150, earned: 150 })
    const other = await accounts.getAccountBySecondaryId({ memberId })
    const { account: booked } = await accounts.earnPoints(other.account._id, booking)
    expect(booked.points).toMatchObject({ balance: 50 })
  })

  it.each([0, -5, 1.5, 10_000_000, '50', undefined])('refuses the amount %s', async (amount) => {
    const { account } = await accounts.createAccount(contactId)
    await expect(accounts.earnPoints(account._id, { ...booking, amount })).rejects.toMatchObject(
      wixError('INVALID_ARGUMENT'),
    )
    const good = await accounts.earnPoints(account._id, booking)
    expect(good.account.points).toMatchObject({ balance: 50 })
  })

  it('needs an app and a key, and warns of a long description', async () => {
    const { account } = await accounts.createAccount(contactId)
    for (const missing of ['appId', 'idempotencyKey']) {
      await expect(
        accounts.earnPoints(account._id, { ...booking, [missing]: undefined }),
      ).rejects.toMatchObject(wixError('INVALID_ARGUMENT'))
    }
    await accounts.earnPoints(account._id, { ...booking, description: 'x'.repeat(100) })
    expect(host.warnings).not.toContain('loyalty-description')
    await accounts.earnPoints(account._id, { ...booking, description: 'x'.repeat(101) })
    expect(host.warnings).toContain('loyalty-description')
  })
})

it('adjustPoints takes an amount or the new balance, and minds the revision', async () => {
  const { account } = await accounts.createAccount(contactId)
  expect(await accounts.adjustPoints(account._id, { amount: -5 })).toMatchObject({
    account: { points: { balance: -5, adjusted: -5, earned: 0 }, revision: '2' },
  })
  expect(await accounts.adjustPoints(account._id, { balance: 20, revision: '2' })).toMatchObject({
    account: {
      points: { balance: 20, adjusted: 20 },
      latestTransaction: { type: 'ADJUST', amount: 25 },
    },
  })
  await expect(
    accounts.adjustPoints(account._id, { balance: 0, revision: '2' }),
  ).rejects.toMatchObject(wixError('ABORTED'))
})
