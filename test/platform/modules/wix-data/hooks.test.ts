import { describe, expect, it } from 'vitest'
import { createWixData, type Data } from './wix-data-api.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/hooks (each hook, its argument and context), and
// …/wix-data-query/suppress-hooks for what turns them off.

type Hook = (value: unknown, context: Data) => unknown

function createHooked(hooks: Record<string, Hook>) {
  const { host, data } = createWixData()
  const seen: string[] = []
  for (const [name, hook] of Object.entries(hooks)) {
    host.hooks[name] = (value: unknown, context: Data) => {
      seen.push(name)
      return hook(value, context)
    }
  }
  return { host, data, seen }
}

/** All hooks of a collection, each giving back what it got. */
function allHooks(collection: string): Record<string, Hook> {
  const operations = 'Insert Update Remove Get Query Count Distinct Aggregate'.split(' ')
  const names = operations.flatMap((one) => [`before${one}`, `after${one}`])
  return Object.fromEntries(names.map((name) => [`${collection}_${name}`, (value) => value]))
}

describe('which hooks run', () => {
  it.each([
    ['insert', ['Log', { n: 1 }], ['beforeInsert', 'afterInsert']],
    ['save', ['Log', { n: 1 }], ['beforeInsert', 'afterInsert']],
    ['save', ['Log', { _id: 'new' }], ['beforeInsert', 'afterInsert']],
    ['save', ['Log', { _id: 'a' }], ['beforeUpdate', 'afterUpdate']],
    ['update', ['Log', { _id: 'a' }], ['beforeUpdate', 'afterUpdate']],
    ['remove', ['Log', 'a'], ['beforeRemove', 'afterRemove']],
    ['get', ['Log', 'a'], ['beforeGet', 'afterGet']],
    [
      'bulkInsert',
      ['Log', [{}, {}]],
      ['beforeInsert', 'afterInsert', 'beforeInsert', 'afterInsert'],
    ],
    [
      'bulkSave',
      ['Log', [{}, { _id: 'a' }]],
      ['beforeInsert', 'afterInsert', 'beforeUpdate', 'afterUpdate'],
    ],
    ['bulkUpdate', ['Log', [{ _id: 'a' }]], ['beforeUpdate', 'afterUpdate']],
    ['bulkRemove', ['Log', ['a']], ['beforeRemove', 'afterRemove']],
    ['truncate', ['Log'], []],
    ['insertReference', ['Log', 'tags', 'a', 'b'], []],
    ['queryReferenced', ['Log', 'a', 'tags'], []],
  ] as const)('%s(%j): %j', async (method, args, expected) => {
    const { host, data, seen } = createHooked({ ...allHooks('Log'), ...allHooks('Other') })
    host.seed('Log', [{ _id: 'a' }, { _id: 'b' }])
    await (data[method] as (...args: readonly unknown[]) => Promise<unknown>)(...args)
    expect(seen).toEqual(expected.map((name) => `Log_${name}`))
  })

  it('those of queries: once per query before, once per item after', async () => {
    const { host, data, seen } = createHooked(allHooks('Log'))
    host.seed('Log', [{ v: 1 }, { v: 2 }])
    const take = () => seen.splice(0).map((name) => name.slice('Log_'.length))
    await data.query('Log').find()
    expect(take()).toEqual(['beforeQuery', 'afterQuery', 'afterQuery'])
    await data.query('Log').count()
    expect(take()).toEqual(['beforeCount', 'afterCount'])
    await data.query('Log').distinct('v')
    expect(take()).toEqual(['beforeDistinct', 'afterDistinct', 'afterDistinct'])
    await data.aggregate('Log').group('v').count().run()
    expect(take()).toEqual(['beforeAggregate', 'afterAggregate', 'afterAggregate'])
  })

  it('none with suppressHooks', async () => {
    const { data, seen } = createHooked(allHooks('Log'))
    const options = { suppressHooks: true }
    const { _id } = await data.insert('Log', {}, options)
    await data.get('Log', _id, options)
    await data.bulkSave('Log', [{ _id }], options)
    await data.query('Log').find(options)
    await data.query('Log').count(options)
    await data.query('Log').distinct('v', options)
    await data.aggregate('Log').run(options)
    await data.remove('Log', _id, options)
    expect(seen).toEqual([])
  })

  it('none for an expanded reference', async () => {
    const { host, data, seen } = createHooked(allHooks('Badges'))
    host.seed('Badges', [{ _id: 'b1' }])
    host.seed('Log', [{ _id: 'a', badge: 'b1' }])
    const { items } = await data.query('Log').include('badge').find()
    expect(items).toEqual([{ _id: 'a', badge: { _id: 'b1' } }])
    expect(seen).toEqual([])
  })
})

describe('what a hook gets', () => {
  it('the item or the id, and a context with the collection and nobody logged in', async () => {
    const got: unknown[][] = []
    const keep: Hook = (...args) => void got.push(args)
    const { host, data } = createHooked({ Log_beforeInsert: keep, Log_beforeRemove: keep })
    host.seed('Log', [{ _id: 'a', n: 1 }])
    const context = { collectionName: 'Log', userId: null, userRole: 'anonymous' }
    await data.insert('Log', { n: 2 })
    await data.remove('Log', 'a')
    expect(got).toEqual([
      [{ n: 2 }, context],
      ['a', { ...context, currentItem: { _id: 'a', n: 1 } }],
    ])
  })

  it('the stored item, when it is updated', async () => {
    const current: unknown[] = []
    const keep: Hook = (_item, { currentItem }) => void current.push(currentItem)
    const { host, data } = createHooked({ Log_beforeUpdate: keep, Log_afterUpdate: keep })
    host.seed('Log', [{ _id: 'a', n: 1 }])
    await data.update('Log', { _id: 'a', n: 2 })
    expect(current).toEqual([
      { _id: 'a', n: 1 },
      { _id: 'a', n: 1 },
    ])
  })

  it('the role of the owner, when the call was elevated', async () => {
    const roles: unknown[] = []
    const { host, data } = createHooked({
      Log_afterInsert: (_item, { userRole }) => void roles.push(userRole),
    })
    await host.elevate(data.insert)('Log', {})
    await data.insert('Log', {})
    expect(roles).toEqual(['siteOwner', 'anonymous'])
  })

  it('no elevated rights of its own', async () => {
    const { host, data } = createWixData()
    const elevated: boolean[] = []
    host.hooks.Log_beforeInsert = () => void elevated.push(host.isElevated())
    await host.elevate(data.insert)('Log', {})
    expect(elevated).toEqual([false])
  })

  it('a copy of the stored item, also when it then refuses', async () => {
    const { host, data } = createHooked({
      Log_beforeRemove: (_id, { currentItem }) => {
        Object.assign(currentItem as Data, { changed: true })
        throw new Error('no')
      },
    })
    host.seed('Log', [{ _id: 'a' }])
    await expect(data.remove('Log', 'a')).rejects.toThrow('no')
    expect(host.world.collection('Log').get('a')).toEqual({ _id: 'a' })
  })

  it('copies: what it changes and does not return has no effect', async () => {
    const { host, data } = createHooked({
      Log_beforeUpdate: (item, { currentItem }) => {
        Object.assign(item as Data, { changed: true })
        Object.assign(currentItem as Data, { changed: true })
      },
      Log_afterGet: (item) => void Object.assign(item as Data, { changed: true }),
    })
    host.seed('Log', [{ _id: 'a' }])
    const item = { _id: 'a', n: 1 }
    await data.update('Log', item)
    expect(item).not.toHaveProperty('changed')
    expect(await data.get('Log', 'a')).not.toHaveProperty('changed')
  })
})

describe('what a hook returns', () => {
  it('replaces the argument, also as a promise', async () => {
    const { host, data } = createHooked({
      Log_beforeInsert: async (item) => ({ ...(item as Data), by: 'hook' }),
      Log_beforeGet: () => 'a',
      Log_beforeRemove: () => 'b',
    })
    host.seed('Log', [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }])
    const { _id } = await data.insert('Log', { n: 1 })
    expect(host.world.collection('Log').get(String(_id))).toMatchObject({ n: 1, by: 'hook' })
    expect(await data.get('Log', 'c')).toMatchObject({ _id: 'a' })
    await data.remove('Log', 'c')
    expect([...host.world.collection('Log').keys()]).toEqual(['a', 'c', _id])
  })

  it('replaces the result, and not what is stored', async () => {
    const { host, data } = createHooked({
      Log_afterInsert: () => ({ only: 'this' }),
      Log_afterQuery: (item) => ({ ...(item as Data), seen: true }),
      Log_afterCount: (count) => Number(count) + 100,
      Log_afterDistinct: (value) => `<${value}>`,
      Log_afterAggregate: (item) => ({ ...(item as Data), seen: true }),
    })
    host.seed('Log', [{ _id: 'a', v: 'x' }])
    expect(await data.insert('Log', { _id: 'b', v: 'y' })).toEqual({ only: 'this' })
    expect(host.world.collection('Log').get('b')).toMatchObject({ v: 'y' })
    expect((await data.query('Log').eq('v', 'x').find()).items).toEqual([
      { _id: 'a', v: 'x', seen: true },
    ])
    expect(await data.query('Log').count()).toBe(102)
    expect((await data.query('Log').distinct('v')).items).toEqual(['<x>', '<y>'])
    const { items } = await data.aggregate('Log').count().run()
    expect(items).toEqual([{ _id: '0', count: 2, seen: true }])
  })

  it('is ignored when it is of another kind', async () => {
    const { host, data } = createHooked({
      Log_beforeInsert: () => 'text',
      Log_beforeGet: () => ({}),
      Log_beforeQuery: () => ({}),
      Log_afterCount: () => 'many',
    })
    host.seed('Log', [{ _id: 'a' }])
    expect(await data.insert('Log', { n: 1 })).toMatchObject({ n: 1 })
    expect(await data.get('Log', 'a')).toEqual({ _id: 'a' })
    expect(await data.query('Log').count()).toBe(2)
    expect(await data.query('Log').find()).toMatchObject({ length: 2 })
  })

  it('narrows a query, a count, a distinct and an aggregation', async () => {
    const { host, data } = createWixData()
    const narrow = (query: unknown) => (query as ReturnType<typeof data.query>).eq('own', true)
    host.hooks = {
      Log_beforeQuery: (query: unknown) => narrow(query).limit(1),
      Log_beforeCount: narrow,
      Log_beforeDistinct: (distinct: Data & { filter(filter: unknown): Data }) =>
        distinct.filter(data.filter().eq('own', true)),
      Log_beforeAggregate: (aggregate: ReturnType<typeof data.aggregate>) =>
        aggregate.filter(data.filter().eq('own', true)),
    }
    host.seed('Log', [
      { _id: 'a', own: true, v: 1 },
      { _id: 'b', own: false, v: 2 },
      { _id: 'c', own: true, v: 1 },
    ])
    const first = await data.query('Log').ascending('_id').find()
    expect(first).toMatchObject({ items: [{ _id: 'a' }], totalCount: 2, pageSize: 1 })
    expect((await first.next()).items).toMatchObject([{ _id: 'c' }])
    expect(await data.query('Log').count()).toBe(2)
    expect((await data.query('Log').distinct('v')).items).toEqual([1])
    expect((await data.aggregate('Log').count().run()).items).toEqual([{ _id: '0', count: 2 }])
  })

  it('beforeDistinct can read and change what is asked for', async () => {
    interface Distinct {
      getPropertyName(): string
      isAscending(): boolean
      isDescending(): boolean
      propertyName(name: string): Distinct
      descending(): Distinct
      limit(limit: number): Distinct
      skip(skip: number): Distinct
      getFilter(): unknown
    }
    const read: unknown[] = []
    const { host, data } = createHooked({
      Log_beforeDistinct: (value) => {
        const distinct = value as Distinct
        read.push(distinct.getPropertyName(), distinct.isAscending(), distinct.isDescending())
        return distinct.propertyName('w').descending().skip(1).limit(1)
      },
    })
    host.seed('Log', [{ w: 1 }, { w: 2 }, { w: 3 }])
    expect((await data.query('Log').distinct('v')).items).toEqual([2])
    expect(read).toEqual(['v', true, false])
  })
})

describe('a hook that fails', () => {
  it('before: nothing is done, and the caller gets the error as it is', async () => {
    class Refused extends Error {
      override name = 'Refused'
    }
    const error = new Refused('not on Sundays')
    const { host, data } = createHooked({
      Log_beforeInsert: () => {
        throw error
      },
    })
    await expect(data.insert('Log', {})).rejects.toBe(error)
    expect(host.changes).toEqual([])
  })

  it('with a text: the caller gets the text', async () => {
    const { data } = createHooked({ Log_beforeGet: () => Promise.reject('no') })
    await expect(data.get('Log', 'a')).rejects.toBe('no')
  })

  it('after: what was done stands, and the caller is rejected', async () => {
    const error = new Error('too late')
    const { host, data } = createHooked({ Log_afterInsert: () => Promise.reject(error) })
    await expect(data.insert('Log', { _id: 'a' })).rejects.toBe(error)
    expect(host.world.collection('Log').has('a')).toBe(true)
  })

  it('is told to onFailure, whose value the operation then has', async () => {
    const error = new Error('no')
    const told: unknown[] = []
    const { data } = createHooked({
      Log_beforeInsert: () => Promise.reject(error),
      Log_onFailure: (failure, { collectionName }) => {
        told.push(failure, collectionName)
        return { saved: false }
      },
    })
    expect(await data.insert('Log', {})).toEqual({ saved: false })
    expect(told).toEqual([error, 'Log'])
  })

  it('and so is what wix-data itself refuses; onFailure may reject too', async () => {
    const { data } = createHooked({
      Log_onFailure: (failure) => Promise.reject(new Error('again', { cause: failure })),
    })
    await expect(data.update('Log', { _id: 'nobody' })).rejects.toMatchObject({
      message: 'again',
      cause: { code: 'WD_ITEM_DOES_NOT_EXIST' },
    })
    expect(await data.insert('Log', { n: 1 })).toMatchObject({ n: 1 })
  })

  it('in bulk: its item is in errors, the others are written', async () => {
    const { data } = createHooked({
      Log_beforeInsert: (item) => {
        if ((item as Data).bad) throw new Error('bad one')
        return item
      },
    })
    const result = await data.bulkInsert('Log', [{ _id: 'a' }, { bad: true }, { _id: 'b' }])
    expect(result).toMatchObject({ inserted: 2, skipped: 0, insertedItemIds: ['a', 'b'] })
    expect(result.errors).toEqual([
      expect.objectContaining({ name: 'BulkError', code: 'WDE0078', message: 'bad one' }),
    ])
  })
})

describe('a hook that writes to its own collection', () => {
  it('is stopped when it never ends, and the run goes on', async () => {
    const { host, data } = createWixData()
    let calls = 0
    host.hooks.Log_afterInsert = async (item: Data) => {
      calls++
      await data.insert('Log', { from: item._id })
      return item
    }
    await expect(data.insert('Log', {})).rejects.toThrow(/^WDE0172: .*Log_afterInsert/)
    expect(host.warnings).toEqual(['hook-loop'])
    expect(calls).toBe(10)
  })

  it('may do so when it ends, however often it is called', async () => {
    const { host, data } = createWixData()
    host.hooks.Log_afterInsert = async (item: Data) => {
      if (!item.copy) await data.insert('Log', { copy: true })
      return item
    }
    await Promise.all(Array.from({ length: 30 }, () => data.insert('Log', {})))
    for (let n = 0; n < 30; n++) await data.insert('Log', {})
    expect(host.world.collection('Log').size).toBe(120)
    expect(host.warnings).toEqual([])
  })
})
