import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { packageRoot } from '../../src/package-root.js'
import type { SourceMapper } from '../../src/runner/source-map.js'
import { headerPosition, userFrames, withUserFrames } from '../../src/runner/stack.js'

const bundle = 'file:///site/.badge-events/cache/ab.mjs'
const worker = `${pathToFileURL(packageRoot).href}/dist/worker.js`

/** Bundle line 10 is line 1 of events.js, line 20 is in a package, all others are nobody's. */
const maps: SourceMapper = {
  place: (position) => {
    if (position?.[0] === 10) return { file: 'src/backend/events.js', line: 1, column: position[1] }
    if (position?.[0] === 20) return { file: 'node_modules/x/index.js', line: 2, column: 1 }
    return null
  },
  frame: () => null,
}

describe('userFrames', () => {
  test('keeps the user’s own frames, with their names', () => {
    const stack = `Error: no
    at award (${bundle}:10:3)
    at Object.handle (${bundle}:10:4)
    at async wixBadges_onBadgeAssigned (${bundle}:10:5)
    at ${bundle}:10:6
    at <anonymous> (${bundle}:10:7)
    at helper (${bundle}:20:1)
    at glue (${bundle}:99:1)
    at callHandler (${worker}:10:1)
    at process.processTicks (node:internal/process/task_queues:95:5)
    at async Promise.all (index 0)`
    expect(
      userFrames(stack, bundle, maps).map(({ column, function: name }) => [column, name]),
    ).toEqual([
      [3, 'award'],
      [4, 'handle'],
      [5, 'wixBadges_onBadgeAssigned'],
      [6, null],
      [7, null],
    ])
  })

  test('finds none in no stack', () => {
    expect(userFrames(undefined, bundle, maps)).toEqual([])
    expect(userFrames('', bundle, maps)).toEqual([])
  })
})

describe('headerPosition', () => {
  test('reads the line that V8 puts before a syntax error', () => {
    const thrown = { name: 'SyntaxError', message: 'm', isError: true }
    expect(headerPosition({ ...thrown, stack: `${bundle}:7\nimport x` }, bundle)).toEqual([7, 1])
    expect(headerPosition({ ...thrown, stack: 'SyntaxError: m' }, bundle)).toBeNull()
    expect(headerPosition(thrown, bundle)).toBeNull()
  })
})

describe('withUserFrames', () => {
  test('leaves a text without frames of the bundle alone', () => {
    const text = `Error: x\n    at callHandler (${worker}:1:1)`
    expect(withUserFrames(text, bundle, maps)).toBe(text)
  })

  test('rewrites frames of the bundle and leaves out those of ours and of Node', () => {
    const text = `failed: Error: no
    at award (${bundle}:10:3)
    at async ${bundle}:10:4
    at callHandler (${worker}:1:1)
    at node:internal/main:1:2
    at send (file:///site/node_modules/x/index.js:1:2) {
  code: 'E_NO'
}`
    expect(withUserFrames(text, bundle, maps)).toBe(`failed: Error: no
    at award (src/backend/events.js:1:3)
    at async src/backend/events.js:1:4
    at send (file:///site/node_modules/x/index.js:1:2) {
  code: 'E_NO'
}`)
  })

  test('keeps the bracket of a last frame that it leaves out', () => {
    const text = `Error: no
    at award (${bundle}:10:3)
    at callHandler (${worker}:1:1) {
  code: 'E_NO'
}`
    expect(withUserFrames(text, bundle, maps)).toBe(`Error: no
    at award (src/backend/events.js:1:3) {
  code: 'E_NO'
}`)
  })
})
