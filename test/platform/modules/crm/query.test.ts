import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Query } from '../../../../src/platform/modules/crm/query.js'
import { wixCrmBackend } from '../../../../src/platform/modules/wix-crm-backend.js'
import { createFakeHost, type FakeHost } from '../fake-host.js'
import { type ContactsApi, wixError } from './crm-site.js'

// Facts: dev.wix.com/docs/velo/apis/wix-crm-backend/contacts/query-contacts, …/contacts-query-builder
// and …/contacts/sort-filter-and-search.

let host: FakeHost
const auth = { suppressAuth: true }

beforeEach(() => {
  host = createFakeHost()
})

function query(): Query {
  const contacts = wixCrmBackend.create(host).named?.contacts as ContactsApi
  return contacts.queryContacts()
}

function addContact(_id: string, info: Record<string, unknown> = {}, day = 1): void {
  const date = new Date(Date.UTC(2026, 0, day))
  const [email] = (info.emails ?? []) as { email: string }[]
  host.world.site.contacts.set(_id, {
    _id,
    revision: 0,
    primaryInfo: { ...email },
    info,
    source: { sourceType: 'OTHER' },
    _createdDate: date,
    _updatedDate: date,
  })
}

async function idsOf(built: Query, options: object = auth): Promise<unknown[]> {
  const { items } = await built.find(options)
  return items.map((item) => Reflect.get(item, '_id'))
}

describe('filters', () => {
  beforeEach(() => {
    addContact(
      'a',
      { company: 'Wix', emails: [{ email: 'Ann@x.com' }], labelKeys: ['l1', 'l2'] },
      3,
    )
    addContact('b', { company: 'wix', emails: [{ email: 'bob@x.com' }], labelKeys: ['l1'] }, 2)
    addContact('c', { extendedFields: { 'emailSubscriptions.subscriptionStatus': 'NOT_SET' } }, 1)
  })

  it('eq minds the case, but not of e-mail addresses', async () => {
    expect(await idsOf(query().eq('info.company', 'Wix'))).toEqual(['a'])
    expect(await idsOf(query().eq('info.emails.email', 'ANN@X.COM'))).toEqual(['a'])
    expect(await idsOf(query().eq('primaryInfo.email', 'BOB@x.com'))).toEqual(['b'])
    expect(await idsOf(query().hasSome('primaryInfo.email', ['BOB@x.com']))).toEqual(['b'])
  })

  it('startsWith minds the case', async () => {
    expect(await idsOf(query().startsWith('info.company', 'W'))).toEqual(['a'])
    expect(await idsOf(query().startsWith('info.company', 'wi'))).toEqual(['b'])
  })

  it('ne matches what has no value too', async () => {
    expect(await idsOf(query().ne('info.company', 'Wix'))).toEqual(['b', 'c'])
  })

  it('dates may be given as text, and between leaves out its end', async () => {
    expect(await idsOf(query().gt('_createdDate', '2026-01-02T00:00:00.000Z'))).toEqual(['a'])
    expect(await idsOf(query().ge('_createdDate', '2026-01-02'))).toEqual(['a', 'b'])
    expect(await idsOf(query().lt('_createdDate', new Date('2026-01-02')))).toEqual(['c'])
    expect(await idsOf(query().le('_createdDate', '2026-01-02'))).toEqual(['b', 'c'])
    expect(await idsOf(query().between('_createdDate', '2026-01-01', '2026-01-03'))).toEqual([
      'b',
      'c',
    ])
  })

  it('looks into lists and extended fields', async () => {
    expect(await idsOf(query().hasSome('info.labelKeys', ['l2', 'l3']))).toEqual(['a'])
    expect(await idsOf(query().hasAll('info.labelKeys', ['l1', 'l2']))).toEqual(['a'])
    expect(await idsOf(query().hasAll('info.labelKeys', 'l1'))).toEqual(['a', 'b'])
    const field = 'info.extendedFields.emailSubscriptions.subscriptionStatus'
    expect(await idsOf(query().eq(field, 'NOT_SET'))).toEqual(['c'])
  })

  it('are joined by and, or and not; a builder is never changed', async () => {
    const wix = query().eq('info.company', 'Wix')
    const late = query().ge('_createdDate', '2026-01-02')
    expect(await idsOf(wix.or(query().eq('_id', 'c')))).toEqual(['a', 'c'])
    expect(await idsOf(late.and(wix))).toEqual(['a'])
    expect(await idsOf(late.not(wix))).toEqual(['b'])
    expect(await idsOf(late)).toEqual(['a', 'b'])
    expect(host.calls[0]?.args).toEqual([
      { filter: { $or: [{ 'info.company': { $eq: 'Wix' } }, { _id: { $eq: 'c' } }] } },
    ])
  })

  it('a search looks at text, and warns above 100 characters', async () => {
    expect(await idsOf(query(), { ...auth, search: 'BOB@' })).toEqual(['b'])
    await query().find({ ...auth, search: 'x'.repeat(100) })
    expect(host.warnings).toEqual([])
    await query().find({ ...auth, search: 'x'.repeat(101) })
    expect(host.warnings).toEqual(['search-length'])
  })

  it('warns of a filter or sort that the field does not document', async () => {
    await query().eq('_id', 'a').ascending('info.company').find(auth)
    await query().eq('info.extendedFields.custom.size', 1).find(auth)
    expect(host.warnings).toEqual([])
    query().startsWith('_id', 'a')
    query().ascending('_updatedDate')
    query().eq('nickname', 'x')
    expect(host.warnings).toEqual([
      'query-field:startsWith._id',
      'query-field:ascending._updatedDate',
      'query-field:eq.nickname',
    ])
  })
})

describe('pages', () => {
  it('gives 50, the newest first, and up to 1000', async () => {
    for (let index = 0; index < 60; index += 1) addContact(`${index}`, {}, index)
    const page = await query().find(auth)
    expect(page).toMatchObject({ length: 50, pageSize: 50, totalCount: 60, totalPages: 2 })
    expect(page.items[0]).toMatchObject({ _id: '59' })
    expect([page.currentPage, page.hasNext(), page.hasPrev()]).toEqual([0, true, false])
    const next = await page.next()
    expect([next.length, next.currentPage, next.hasNext(), next.hasPrev()]).toEqual([
      10,
      1,
      false,
      true,
    ])
    expect((await next.prev()).items).toEqual(page.items)
    expect(await query().limit(1000).find(auth)).toMatchObject({ length: 60 })
    await expect(query().limit(1001).find(auth)).rejects.toMatchObject(wixError('ILLEGAL_LIMIT'))
    await expect(query().skip(-1).find(auth)).rejects.toMatchObject(wixError('ILLEGAL_LIMIT'))
    expect(host.warnings).toEqual([])
  })

  it('sorts by several fields, missing lowest', async () => {
    addContact('1', { company: 'abc', jobTitle: 'x' })
    addContact('2', { company: 'XYZ' })
    addContact('3', {})
    addContact('4', { company: 'abc', jobTitle: 'a' })
    const sorted = query().ascending('info.company', 'info.jobTitle')
    expect(await idsOf(sorted)).toEqual(['3', '2', '4', '1'])
    expect(await idsOf(query().descending('info.company').ascending('info.jobTitle'))).toEqual([
      '4',
      '1',
      '2',
      '3',
    ])
  })

  it('gives copies', async () => {
    addContact('1', { company: 'Wix' })
    const { items } = await query().find(auth)
    Object.assign(items[0] as object, { info: null })
    expect(await idsOf(query().eq('info.company', 'Wix'))).toEqual(['1'])
  })
})

it('agrees with plain JavaScript on any companies', async () => {
  const companies = fc.array(fc.option(fc.constantFrom('', 'a', 'A', 'ab', 'b')), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(companies, fc.constantFrom('a', 'ab', 'A'), async (given, wanted) => {
      host = createFakeHost()
      for (const [index, company] of given.entries()) {
        addContact(`${index}`, company === null ? {} : { company }, index)
      }
      const naive = (isMatch: (company: string | null) => boolean): string[] =>
        given.flatMap((company, index) => (isMatch(company) ? [`${index}`] : [])).reverse()
      const company = 'info.company'
      expect(await idsOf(query().eq(company, wanted))).toEqual(naive((c) => c === wanted))
      expect(await idsOf(query().ne(company, wanted))).toEqual(naive((c) => c !== wanted))
      expect(await idsOf(query().ge(company, wanted))).toEqual(
        naive((c) => c !== null && c >= wanted),
      )
      expect(await idsOf(query().lt(company, wanted))).toEqual(
        naive((c) => c !== null && c < wanted),
      )
      expect(await idsOf(query().startsWith(company, wanted))).toEqual(
        naive((c) => c?.startsWith(wanted) === true),
      )
    }),
    { numRuns: 60 },
  )
})
