import { expect } from 'vitest'
import type { WixDataAggregate } from '../../../../src/platform/modules/wix-data/aggregate.js'
import type {
  ItemsFilter,
  WixDataFilter,
} from '../../../../src/platform/modules/wix-data/filter.js'
import { wixData } from '../../../../src/platform/modules/wix-data/index.js'
import type { ItemsQuery } from '../../../../src/platform/modules/wix-data/items-query.js'
import type { ResultPage } from '../../../../src/platform/modules/wix-data/paging.js'
import type { WixDataQuery } from '../../../../src/platform/modules/wix-data/query.js'
import { wixDataSdk } from '../../../../src/platform/modules/wix-data-sdk.js'
import { createFakeHost, type FakeHost } from '../fake-host.js'

export type Data = Record<string, unknown>

type Write = (collection: unknown, item: unknown, options?: unknown) => Promise<Data>
type Bulk = (collection: unknown, items: unknown, options?: unknown) => Promise<Data>

type Reference<T> = (
  collection: unknown,
  field: unknown,
  referring: unknown,
  referenced: unknown,
  options?: unknown,
) => Promise<T>

/** What handlers import, typed for the tests. */
export interface WixDataApi {
  get(collection: unknown, id: unknown, options?: unknown): Promise<Data | null>
  remove(collection: unknown, id: unknown, options?: unknown): Promise<Data | null>
  insert: Write
  update: Write
  save: Write
  bulkInsert: Bulk
  bulkUpdate: Bulk
  bulkSave: Bulk
  bulkRemove: Bulk
  truncate(collection: unknown): Promise<null>
  query(collection: unknown): WixDataQuery
  aggregate(collection: unknown): WixDataAggregate
  insertReference: Reference<undefined>
  removeReference: Reference<undefined>
  replaceReferences: Reference<undefined>
  isReferenced: Reference<boolean>
  queryReferenced(
    collection: unknown,
    item: unknown,
    field: unknown,
    options?: unknown,
  ): Promise<ResultPage>
  filter(): WixDataFilter
}

export function createWixData(): { host: FakeHost; data: WixDataApi } {
  const host = createFakeHost()
  return { host, data: wixData.create(host).default as WixDataApi }
}

/** What `@wix/data` offers as `items`; without `suppressAuth`, and with more methods on builders. */
export type ItemsApi = Omit<WixDataApi, 'query' | 'filter' | 'truncate'> & {
  query(collection: unknown): ItemsQuery
  filter(): ItemsFilter
  truncate(collection: unknown): Promise<undefined>
}

export function createItems(): { host: FakeHost; items: ItemsApi } {
  const host = createFakeHost()
  return { host, items: wixDataSdk.create(host).named?.items as ItemsApi }
}

/** The `_id`s of what a query found, in its order. */
export async function idsOf(
  found: WixDataQuery | ItemsQuery | Promise<ResultPage>,
): Promise<unknown[]> {
  const { items } = await ('find' in found ? found.find() : found)
  return items.map((item) => (item as Data)._id)
}

/** The shape of a Velo error with the given code: all three places that handlers test. */
export function dataError(wde: string, wd: string): object {
  return {
    message: expect.stringMatching(`^${wde}: `),
    code: wd,
    details: { applicationError: { code: wde, description: expect.any(String) } },
  }
}
