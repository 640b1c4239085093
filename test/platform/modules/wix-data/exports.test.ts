import { expect, it } from 'vitest'
import { wixData } from '../../../../src/platform/modules/wix-data/index.js'
import { createFakeHost } from '../fake-host.js'

// Facts: dev.wix.com/docs/velo/apis/wix-data/introduction; `import { query } from 'wix-data'` is
// seen in handlers.

it('offers every function on the default export and by name', () => {
  const { default: api, named } = wixData.create(createFakeHost())
  expect(Object.keys(named ?? {}).sort()).toEqual([
    'aggregate',
    'bulkInsert',
    'bulkRemove',
    'bulkSave',
    'bulkUpdate',
    'filter',
    'get',
    'insert',
    'insertReference',
    'isReferenced',
    'query',
    'queryReferenced',
    'remove',
    'removeReference',
    'replaceReferences',
    'save',
    'truncate',
    'update',
  ])
  expect(api).toMatchObject(named ?? {})
})
