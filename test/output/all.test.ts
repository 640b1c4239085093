import { describe, expect, test } from 'vitest'
import { createAllTable } from '../../src/output/render/all.js'
import { visibleLength } from '../../src/output/render/layout.js'
import { createTheme } from '../../src/output/theme.js'
import type { Pair } from '../../src/simulation/pairs.js'
import { createEffect, createResult } from '../runner/results.js'

const pair = (handler: string, name: string): Pair => ({
  handler: { name: handler, position: null, bodyStart: null },
  definition: null,
  name,
  path: `/site/${name}.json`,
})
const long = pair('wixBadgesV4_onBadgeUnassigned', 'assigned.somebody-with-a-long-name')

async function tableOf(columns: number, pairs: Pair[]): Promise<string[]> {
  const table = createAllTable(pairs, { theme: await createTheme(false), columns })
  const result = createResult({ durationMs: 1234, effects: Array(120).fill(createEffect()) })
  const rows = pairs.map((one) =>
    table.row({ pair: one, status: 'ran', result, expectation: null, hasFailed: false }),
  )
  return [table.head(), ...rows].map((line) => line.replace(/\n$/, ''))
}

describe('the table of all runs', () => {
  test('fits a terminal of 80 columns, and cuts the name of a fixture before anything else', async () => {
    const lines = await tableOf(80, [long, pair('wixBadges_onBadgeAssigned', 'assigned')])
    expect(Math.max(...lines.map(visibleLength))).toBeLessThanOrEqual(80)
    expect(lines[1]).toContain('wixBadgesV4_onBadgeUnassigned  assigned.som…')
    expect(lines[1]).toMatch(/ 1\.2 s {5}120 {7}0 {8}0$/)
  })

  test('says the result in a word where there is room for it', async () => {
    const [head, row] = await tableOf(Number.POSITIVE_INFINITY, [long])
    expect(head).toMatch(/^ {2}handler +fixture +result +time effects changes warnings$/)
    expect(row).toContain(`${long.name}  passed `)
    const [narrow] = await tableOf(80, [long])
    expect(narrow).not.toContain('result')
  })
})
