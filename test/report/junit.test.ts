import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { renderJunit } from '../../src/report/junit.js'
import type { ReportCase } from '../../src/report/report-case.js'
import { createCase, failed, nasty } from './cases.js'

const startedAt = new Date('2026-03-01T10:00:00.000Z')

interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  children: Element[]
}

/** Reads XML with a parser that accepts nothing that is not well-formed. */
function parse(xml: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element = {
      name,
      attributes: attributes as Record<string, string>,
      text: '',
      children: [],
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element) element.text += text
  })
  parser.on('closetag', () => void open.pop())
  parser.write(xml).close()
  const [first] = root.children
  if (!first) throw new Error('there is no element')
  return first
}

const render = (...cases: ReportCase[]): Element => parse(renderJunit(cases, { startedAt }))
const caseOf = (one: ReportCase): Element => {
  const [element] = render(one).children[0]?.children ?? []
  if (!element) throw new Error('there is no case')
  return element
}

describe('JUnit XML', () => {
  test('counts, in seconds', () => {
    const other = createCase({ suite: 'other.js', outcome: 'skipped', message: 'no fixture' })
    const root = render(createCase(), failed, other)
    expect(root).toMatchObject({
      name: 'testsuites',
      attributes: {
        name: 'badge-events',
        tests: '3',
        failures: '1',
        errors: '0',
        skipped: '1',
        time: '0.026000',
      },
    })
    expect(root.children.map(({ name, attributes }) => [name, attributes])).toEqual([
      [
        'testsuite',
        {
          name: 'src/backend/events.js',
          tests: '2',
          failures: '1',
          errors: '0',
          skipped: '0',
          time: '0.013500',
          timestamp: '2026-03-01T10:00:00.000Z',
        },
      ],
      ['testsuite', expect.objectContaining({ name: 'other.js', tests: '1', skipped: '1' })],
    ])
  })

  test('has a case for each run, with what it logged', () => {
    expect(caseOf(createCase({ logs: ['one', 'two\nthree'] }))).toMatchObject({
      name: 'testcase',
      attributes: {
        name: 'assigned → wixBadges_onBadgeAssigned',
        classname: 'src/backend/events.js',
        file: 'src/backend/events.js',
        line: '7',
        time: '0.012500',
      },
      children: [{ name: 'system-out', text: 'one\ntwo\nthree' }],
    })
    expect(caseOf(createCase({ line: null })).attributes).not.toHaveProperty('line')
  })

  test('tells a failure', () => {
    expect(caseOf(failed).children).toEqual([
      {
        name: 'failure',
        attributes: { message: 'TypeError: no\nreally', type: 'TypeError' },
        text: 'TypeError: no\nreally\n  at src/a.js:3:5\n    3 | a <b> & "c"',
        children: [],
      },
    ])
  })

  test('tells why a case was skipped', () => {
    const [skipped] = caseOf(createCase({ outcome: 'skipped', message: 'why' })).children
    expect(skipped).toMatchObject({ name: 'skipped', attributes: { message: 'why' } })
  })

  test('is XML when there is nothing', () => {
    expect(render()).toMatchObject({ attributes: { tests: '0' }, children: [] })
  })

  test('writes what XML cannot hold as escapes, without colours', () => {
    const { attributes, children } = caseOf(
      createCase({ name: nasty, outcome: 'failed', message: nasty, details: nasty, logs: [nasty] }),
    )
    const readable =
      '\\u0000\\u0001red \\ud83d \\udc00 😀 \\ufffe \u2028 ]]> <a b="c\'"> &amp; %0A # \\ : , \t\r\n--- ...\n  "x"'
    expect(attributes.name).toBe(readable)
    expect(children.map(({ text }) => text)).toEqual([`${readable}\n${readable}`, readable])
  })

  test('is XML whatever is in it', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 })
    fc.assert(
      fc.property(text, text, (name, log) => {
        render(
          createCase({
            name,
            suite: name,
            outcome: 'failed',
            message: log,
            details: name,
            logs: [log],
          }),
        )
      }),
    )
  })
})
