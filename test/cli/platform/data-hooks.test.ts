import { expect, test } from 'vitest'
import { simulateJson } from '../simulate-json.js'
import { copySite } from '../site.js'

test('the hooks of backend/data.js run around the calls of a handler, in their order', async () => {
  const site = copySite('platform/world')
  const { result } = await simulateJson(['updated'], { cwd: site.root })
  expect(result.error).toBeUndefined()
  expect(result.logs.map(({ text }) => text.trim())).toEqual([
    'beforeInsert fresh Log anonymous',
    'afterInsert FRESH',
    'inserted FRESH true',
    'beforeGet new',
    'afterGet FRESH',
    'beforeUpdate FRESH > changed',
    'afterUpdate changed',
    'beforeQuery',
    'afterQuery seed',
    'afterQuery changed',
    'beforeCount',
    'afterCount 3',
    'beforeRemove doomed to be removed',
    'afterRemove to be removed',
  ])
  expect(result.logs[0]?.place?.file).toBe('src/backend/data.js')
})

test('what a hook changes is stored, what suppresses hooks is not touched, and a refusal is passed on', async () => {
  const site = copySite('platform/world')
  const { result } = await simulateJson(['updated'], { cwd: site.root })
  expect(result.returned).toEqual({ refused: 'not here' })
  expect(result.effects.map(({ method, outcome }) => `${method} ${outcome}`)).toEqual([
    'insert resolved',
    'get resolved',
    'update resolved',
    'query.find resolved',
    'query.count resolved',
    'remove resolved',
    'insert resolved',
    'insert rejected',
  ])
  expect(result.dataChanges).toMatchObject([
    { kind: 'insert', id: 'new', after: { title: 'FRESH' } },
    { kind: 'update', id: 'new', before: { title: 'FRESH' }, after: { title: 'changed' } },
    { kind: 'remove', id: 'doomed', before: { title: 'to be removed' } },
    { kind: 'insert', after: { title: 'silent' } },
  ])
})
