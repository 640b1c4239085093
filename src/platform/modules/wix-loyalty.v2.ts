import type { DoubleHost, ModuleDouble } from '../double.js'
import { isObject } from './crm/contact-info.js'
import { warnOfLongTexts } from './crm/text-length.js'
import { createPerWorld } from './per-world.js'
import { recordMethods } from './recorded-methods.js'
import { createVeloError } from './wix-error.js'

const module = 'wix-loyalty.v2'
const maxPoints = 9_999_999

interface Account {
  _id: string
  contactId: string
  memberId?: string
  points: { balance: number; earned: number; adjusted: number; redeemed: number }
  latestTransaction?: Record<string, unknown>
  rewardAvailable: boolean
  /** A number in text, as documented. */
  revision: string
  _createdDate: Date
  _updatedDate: Date
  lastActivityDate: Date
}

interface Loyalty {
  accounts: Map<string, Account>
  /** Bookings that were made, by account, app and idempotency key. */
  booked: Set<string>
}

const loyaltyOf = createPerWorld((): Loyalty => ({ accounts: new Map(), booked: new Set() }))

/** Stands for `wix-loyalty.v2`: accounts in memory, without points at first. */
export const wixLoyaltyV2: ModuleDouble = {
  names: [module],
  create: (host) => ({
    named: {
      accounts: recordMethods(host, module, 'accounts.', createAccounts(host), {
        needsElevation: () => true,
      }),
    },
  }),
}

function createAccounts(host: DoubleHost) {
  const accounts = (): Map<string, Account> => loyaltyOf(host.world).accounts
  const find = (id: unknown): Account =>
    accounts().get(String(id)) ??
    refuse(404, 'NOT_FOUND', `No loyalty account has the id ${String(id)}`)

  const enrol = (contactId: string): Account => {
    const account = createAccount(host, contactId)
    accounts().set(account._id, account)
    return account
  }

  const book = (
    account: Account,
    points: Partial<Account['points']>,
    transaction: Record<string, unknown>,
  ): { account: Account } => {
    const now = host.world.now()
    const changed = {
      ...account,
      points: { ...account.points, ...points },
      latestTransaction: { _id: host.world.newId(), ...transaction, _createdDate: now },
      revision: String(Number(account.revision) + 1),
      _updatedDate: now,
      lastActivityDate: now,
    }
    accounts().set(account._id, changed)
    return { account: changed }
  }

  return {
    getAccount: (id: unknown) => ({ account: find(id) }),
    getAccountBySecondaryId(ids: unknown) {
      const { contactId, memberId } = isObject(ids) ? ids : {}
      const { contacts, members } = host.world.site
      const owner = String(contactId ?? members.get(String(memberId))?.contactId)
      const account = [...accounts().values()].find((one) => one.contactId === owner)
      if (account) return { account }
      // Who is enrolled is the site's affair: here everybody it knows is, once looked for.
      const isKnown = contacts.has(owner) || members.has(String(memberId))
      if (isKnown) return { account: enrol(owner) }
      return refuse(404, 'NOT_FOUND', 'No loyalty account belongs to this contact or member')
    },
    createAccount(contactId: unknown) {
      const id = String(contactId)
      if (!host.world.site.contacts.has(id)) {
        refuse(404, 'NOT_FOUND', `No contact has the id ${id}`)
      }
      if ([...accounts().values()].some((account) => account.contactId === id)) {
        refuse(409, 'ALREADY_EXISTS', `The contact ${id} has a loyalty account already`)
      }
      return { account: enrol(id) }
    },
    earnPoints(id: unknown, options: unknown) {
      const account = find(id)
      const { amount, description, appId, idempotencyKey } = readBooking(host, options)
      if (typeof appId !== 'string' || typeof idempotencyKey !== 'string') {
        refuse(400, 'INVALID_ARGUMENT', 'earnPoints takes an appId and an idempotencyKey')
      }
      checkPoints(amount, 1)
      const { booked } = loyaltyOf(host.world)
      const key = JSON.stringify([account._id, appId, idempotencyKey])
      // What Wix answers to a repeated key is not known: here the account as it is.
      if (booked.has(key)) return { account }
      booked.add(key)
      const { balance, earned } = account.points
      return book(
        account,
        { balance: balance + amount, earned: earned + amount },
        { amount, type: 'EARN', description, appId, idempotencyKey },
      )
    },
    adjustPoints(id: unknown, options: unknown) {
      const account = find(id)
      const { amount, balance, description, revision } = readBooking(host, options)
      if (revision !== undefined && String(revision) !== account.revision) {
        const text = `The account is at revision ${account.revision}, the call names ${String(revision)}`
        refuse(409, 'ABORTED', text)
      }
      const change = balance === undefined ? amount : Number(balance) - account.points.balance
      checkPoints(change, Number.NEGATIVE_INFINITY)
      return book(
        account,
        {
          balance: account.points.balance + change,
          adjusted: account.points.adjusted + change,
        },
        { amount: change, type: 'ADJUST', description },
      )
    },
    listAccounts(options: unknown) {
      const { limit = 50, offset = 0 } = pagingOf(options)
      const all = [...accounts().values()]
      const page = all.slice(offset, offset + limit)
      return {
        accounts: page,
        pagingMetadata: { count: page.length, offset, total: all.length, tooManyToCount: false },
      }
    },
  }
}

function createAccount(host: DoubleHost, contactId: string): Account {
  const now = host.world.now()
  const member = [...host.world.site.members.values()].find(
    (candidate) => candidate.contactId === contactId,
  )
  return {
    _id: host.world.newId(),
    contactId,
    ...(member && { memberId: member._id }),
    points: { balance: 0, earned: 0, adjusted: 0, redeemed: 0 },
    rewardAvailable: false,
    revision: '1',
    _createdDate: now,
    _updatedDate: now,
    lastActivityDate: now,
  }
}

function readBooking(
  host: DoubleHost,
  options: unknown,
): Record<string, unknown> & { amount: number } {
  const fields = isObject(options) ? options : {}
  warnOfLongTexts(host, 'loyalty-description', 100, {
    'The description of a loyalty transaction': fields.description,
  })
  return { ...fields, amount: typeof fields.amount === 'number' ? fields.amount : Number.NaN }
}

function checkPoints(amount: number, lowest: number): void {
  if (Number.isInteger(amount) && amount >= lowest && amount <= maxPoints) return
  refuse(400, 'INVALID_ARGUMENT', `Points are a whole number from 1 to ${maxPoints}, not ${amount}`)
}

function pagingOf(options: unknown): { limit?: number; offset?: number } {
  const paging = isObject(options) ? (options.paging ?? options) : {}
  const { limit, offset } = isObject(paging) ? paging : {}
  return {
    ...(typeof limit === 'number' && { limit }),
    ...(typeof offset === 'number' && { offset }),
  }
}

function refuse(status: number, code: string, description: string): never {
  throw createVeloError({ status, code, description })
}
