import { describe, expect, test } from 'vitest'
import { type Patient, writeCures } from '../../../src/scaffold/cures/write-cures.js'

function cure(text: string, changes: Partial<Patient> = {}, line = 3, column = 18) {
  const place = { file: 'src/backend/events.js', line, column }
  return writeCures({
    file: 'src/backend/events.js',
    handler: 'wixBadges_onBadgeAssigned',
    shape: 'velo',
    event: {
      data: { memberId: 'ann' },
      metadata: { id: 'e', entityId: 'b', eventTime: '', triggeredByAnonymizeRequest: false },
    },
    insert: { place, collection: 'Log' },
    read: () => text,
    ...changes,
  })
}

describe('writeCures', () => {
  test('writes with the names, quotes and semicolons of the file', () => {
    const [id, handled, upsert] = cure(
      `import data from "wix-data";
export async function wixBadges_onBadgeAssigned(badgeEvent) {
    await data.insert("Log", { member: badgeEvent.data.memberId }, { suppressAuth: true });
}
`,
      {},
      3,
      16,
    )
    // What is too long for a line has a line for each field, as deep as the file indents.
    expect(id?.code.split('\n')).toEqual([
      'await data.insert("Log", {',
      '    _id: badgeEvent.metadata.id,',
      '    member: badgeEvent.data.memberId,',
      '}, { suppressAuth: true });',
    ])
    expect(handled?.code).toContain('export async function wixBadges_onBadgeAssigned(badgeEvent) {')
    expect(handled?.code).toContain(
      '\n        await data.insert("HandledEvents", { _id: badgeEvent.metadata.id });\n',
    )
    expect(handled?.code).not.toContain('import')
    expect(upsert?.code).toMatch(
      /data\.save\("Log", \{\n {4}_id: `\$\{badgeEvent\.metadata\.entityId\}-\$\{badgeEvent\.data\.memberId\}`/,
    )
  })

  test('puts an _id in place of another, and into an item that is a variable', () => {
    const [own] = cure(
      `import wixData from 'wix-data'
export async function wixBadges_onBadgeAssigned(event) {
  await wixData.insert('Log', { _id: String(Math.random()), n: 1 })
}`,
    )
    expect(own?.code).toBe("await wixData.insert('Log', { _id: event.metadata.id, n: 1 })")
    const [variable] = cure(
      `import wixData from 'wix-data'
export const wixBadges_onBadgeAssigned = async (event) => {
  await wixData.insert('Log', item)
}`,
    )
    expect(variable?.code).toBe("await wixData.insert('Log', { ...item, _id: event.metadata.id })")
  })

  test('says where the event is not at hand', () => {
    const [id] = cure(
      `import wixData from 'wix-data'
export const log = (memberId) =>
  wixData.insert('Log', { memberId })
`,
      {},
      3,
      11,
    )
    expect(id?.code).toContain('// hand the event to this function: src/backend/events.js:3\n')
  })

  test('helps with a file that it cannot read, and where nothing is inserted', () => {
    const broken = cure('export const x: number = ')
    expect(broken[0]?.code).toBe(
      "await wixData.insert('Log', { _id: event.metadata.id /* , … */ });",
    )
    expect(broken[1]?.code).toContain("import wixData from 'wix-data';")
    expect(cure('', { insert: null, read: () => null })).toHaveLength(3)
  })

  test('speaks as the SDK does in a handler that is registered with it', () => {
    const place = { file: 'x.ts', line: 3, column: 16 }
    const [id, handled, upsert] = cure(
      `import { items as data } from '@wix/data'
export default badges.onBadgeAssigned(async (badgeEvent) => {
    await data.insert('Log', { member: badgeEvent.data.memberId })
})
`,
      { handler: 'badges.onBadgeAssigned', shape: 'sdk', insert: { place, collection: 'Log' } },
    )
    expect(id?.code).toContain('_id: badgeEvent.metadata._id,')
    expect(id?.code).toContain('member: badgeEvent.data.memberId,')
    expect(handled?.code).toContain(
      'export default badges.onBadgeAssigned(async (badgeEvent) => {\n',
    )
    expect(handled?.code).toContain("data.remove('HandledEvents', badgeEvent.metadata._id)")
    expect(upsert?.code).toContain("data.save('Log'")
  })
})
