import { expect, test } from 'vitest'
import { parseChanges, previousValues, toAssignments, toFields } from '../../src/trigger/changes.js'

const changes = parseChanges(
  ['profile.nickname=Ann', 'contact.customFields={"custom.pet":{"name":"Pet","value":"Rex"}}'],
  ['profile', 'contact'],
)

test('fields become the object that the API takes', () => {
  expect(toFields([...changes, { path: ['profile', 'title'], value: 'Cook' }])).toEqual({
    profile: { nickname: 'Ann', title: 'Cook' },
    contact: { customFields: { 'custom.pet': { name: 'Pet', value: 'Rex' } } },
  })
})

test('what was there before is what sets them back', () => {
  const [nickname] = changes
  const set = nickname ? [nickname] : []
  expect(previousValues(set, { profile: { nickname: 'Bob' } })).toEqual([
    { path: ['profile', 'nickname'], value: 'Bob' },
  ])
  // A text that was empty can be emptied again.
  expect(previousValues(set, {})).toEqual([{ path: ['profile', 'nickname'], value: '' }])
})

test.each([
  ['an object', changes, { profile: { nickname: 'Bob' } }],
  ['an icon', [{ path: ['icon'], value: 'x' }], { icon: null }],
])('%s that was not there cannot be emptied again', (_what, set, entity) => {
  expect(previousValues(set, entity)).toBeNull()
})

test('changes can be typed again', () => {
  const set = [
    { path: ['title'], value: 'a b' },
    { path: ['contact', 'phones'], value: ['1'] },
  ]
  const texts = toAssignments(set).filter((text) => text !== '--set')
  expect(parseChanges(texts, ['title', 'contact'])).toEqual(set)
})
