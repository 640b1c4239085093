import { describe, expect, test } from 'vitest'
import { readHandlers } from '../../src/runner/exports.js'

describe('registrations that the text of a bundle tells', () => {
  test.each([
    [
      'a member of an import',
      'import_members.badges.onBadgeAssigned(() => {\n});',
      'badges.onBadgeAssigned',
      true,
    ],
    [
      'a client',
      'client.badgesV2.onBadgeDeleted(async function () {});',
      'badgesV2.onBadgeDeleted',
      true,
    ],
    [
      'a name of its own',
      'onMemberCreated(handler);\nfunction handler() {}',
      'members.onMemberCreated',
      true,
    ],
    [
      'an import by name',
      '(0, import_a.onBadgeAssignmentCreated)(handle);',
      'badgeAssignments.onBadgeAssignmentCreated',
      false,
    ],
    [
      'an optional call',
      'client?.badges?.onBadgeUnassigned?.((e) => e);',
      'badges.onBadgeUnassigned',
      false,
    ],
    [
      'a call inside a function',
      'function f() { x.onBadgeAssigned(y) }',
      'badges.onBadgeAssigned',
      false,
    ],
  ])('%s', (_, code, name, hasBody) => {
    const { registered } = readHandlers(code)
    expect(registered).toMatchObject([{ name, shape: 'sdk' }])
    const { position, bodyStart } = registered[0] ?? {}
    const [line = 0, column = 0] = position ?? []
    expect(code.split('\n')[line - 1]?.slice(column - 1)).toMatch(/^on[A-Z]/)
    expect(typeof bodyStart === 'number').toBe(hasBody)
  })

  test.each([
    'button.onClick(() => {});',
    "client.badges['onBadgeAssigned'](f);",
    'const { onBadgeAssigned } = badges;',
  ])('not %s', (code) => {
    expect(readHandlers(code).registered).toEqual([])
  })
})
