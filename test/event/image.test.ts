import { expect, test } from 'vitest'
import { fromImageText, toImageText } from '../../src/event/image.js'

test.each<[string, unknown, unknown]>([
  [
    'an image of the media manager',
    { id: 'a.png', height: 8, width: 9 },
    'wix:image://v1/a.png#originWidth=9&originHeight=8',
  ],
  [
    'one with a name',
    { id: 'a.png', height: 8, width: 9, filename: 'my icon/1.png' },
    'wix:image://v1/a.png/my%20icon%2F1.png#originWidth=9&originHeight=8',
  ],
  ['one from elsewhere', { url: 'https://example.com/a.png' }, 'https://example.com/a.png'],
  [
    'one without a size',
    { id: 'a' },
    'wix:image://v1/a#originWidth=undefined&originHeight=undefined',
  ],
  ['none', null, null],
])('%s, there and back', (_, image, text) => {
  expect(toImageText(image)).toBe(text)
  expect(fromImageText(text)).toStrictEqual(image)
})

test('the alternative text stands in for a name, the id may have its Velo name', () => {
  expect(toImageText({ _id: 'a', altText: 'A', width: 1, height: 1 })).toBe(
    'wix:image://v1/a/A#originWidth=1&originHeight=1',
  )
})

test('a name that is not encoded stays', () => {
  expect(fromImageText('wix:image://v1/a/100%#originWidth=1&originHeight=1')).toHaveProperty(
    'filename',
    '100%',
  )
})

test.each(['wix:image://v1/', 'wix:image://v1/a', 'wix:image://v1/a#originWidth=&x', ''])(
  '"%s" does no harm',
  (text) => {
    expect(fromImageText(text)).toBeTypeOf('object')
  },
)
