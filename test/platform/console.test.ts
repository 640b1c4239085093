import { afterEach, describe, expect, test } from 'vitest'
import { captureConsole } from '../../src/platform/console.js'
import { captureRawOutput } from '../../src/platform/raw-output.js'

let undo = (): void => {}
afterEach(() => undo())

describe('captureConsole', () => {
  test('gives each call to the listener, with its level and as Node formats it', () => {
    const heard: [string, string][] = []
    undo = captureConsole((level, text) => heard.push([level, text]))
    const { console } = globalThis
    console.log('%s has %i', 'ann', 3.7, { a: [1] })
    console.debug('d')
    console.info('i')
    console.warn('w')
    console.error('e')
    console.assert(1 > 2, 'odd')
    console.assert(2 > 1, 'fine')
    console.dir({ a: 1 })
    console.log()
    expect(heard).toEqual([
      ['log', 'ann has 3 { a: [ 1 ] }'],
      ['debug', 'd'],
      ['info', 'i'],
      ['warn', 'w'],
      ['error', 'e'],
      ['error', 'Assertion failed: odd'],
      ['log', '{ a: 1 }'],
      ['log', ''],
    ])
  })

  test('works without its object, as in `.catch(console.error)`', async () => {
    const heard: string[] = []
    undo = captureConsole((level, text) => heard.push(`${level} ${text}`))
    const { console } = globalThis
    await Promise.reject('no').catch(console.error)
    expect(heard).toEqual(['error no'])
  })

  test('is undone', () => {
    const before = globalThis.console
    captureConsole(() => {})()
    expect(globalThis.console).toBe(before)
  })
})

describe('captureRawOutput', () => {
  test('gives what is written to the streams to the listener, and calls back', async () => {
    const heard: [string, string][] = []
    undo = captureRawOutput((level, text) => heard.push([level, text]))
    const { stdout, stderr } = process
    const originals = [stdout.write, stderr.write]
    try {
      expect(process.stdout.write('text\n')).toBe(true)
      await new Promise<void>((resolve) =>
        process.stderr.write(Buffer.from('bytes'), () => resolve()),
      )
      await new Promise<void>((resolve) => process.stdout.write('a\nb\n', 'utf8', () => resolve()))
    } finally {
      Object.assign(stdout, { write: originals[0] })
      Object.assign(stderr, { write: originals[1] })
    }
    expect(heard).toEqual([
      ['log', 'text'],
      ['error', 'bytes'],
      ['log', 'a\nb'],
    ])
  })
})
