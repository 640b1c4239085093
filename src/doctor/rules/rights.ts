import type { Chain } from '../code/chain.js'
import { handlerCalls } from '../code/platform-calls.js'
import { createFinding, type Finding } from '../finding.js'
import type { Rule } from './rule.js'

/** Calls that need more rights than an event handler has, which runs without visitor or member. */
export const rights: Rule = ({ events }) => {
  const { module } = events ?? {}
  if (!events || !module) return []
  return handlerCalls(module).flatMap(({ chain, node, handler }): Finding[] => {
    const at = { source: events, position: module.syntax.positionOf(node) }
    const call = chain.text
    if (asksWhoIsLoggedIn(chain)) return [createFinding('no-current-member', { call, handler }, at)]
    if (chain.elevated || !needsElevation(chain)) return []
    return [createFinding('elevate-missing', { call, module: chain.module }, at)]
  })
}

const badges = ['createBadge', 'updateBadge', 'deleteBadge', 'updateBadgesDisplayOrder']
const v3Badges = [...badges, 'assignBadge', 'unassignBadge']
const members = ['createMember', 'updateMember', 'deleteMember']
const secrets = ['getSecretValue', 'listSecretInfo', 'updateSecret', 'deleteSecret']

/** Methods that are refused without elevation, by module and object. */
const elevated: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'wix-members.v2': { badges: v3Badges, members },
  '@wix/members': {
    badges: v3Badges,
    badgesV2: [...badges, 'moveBadge'],
    badgeAssignments: [
      'createBadgeAssignment',
      'bulkCreateBadgeAssignments',
      'deleteBadgeAssignment',
    ],
    members,
  },
  'wix-secrets-backend.v2': { secrets },
  '@wix/secrets': { secrets },
  'wix-notifications.v2': { notifications: ['notify'] },
  'wix-cache-backend': { cache: ['invalidateCache'] },
}

function needsElevation({ module, names }: Chain): boolean {
  const [method = '', object = ''] = names.toReversed()
  return elevated[module]?.[object]?.includes(method) ?? false
}

const memberModules = ['wix-members-backend', 'wix-members.v2', '@wix/members']

function asksWhoIsLoggedIn({ module, names }: Chain): boolean {
  if (module === 'wix-users-backend') return names.includes('currentUser')
  return (
    memberModules.includes(module) &&
    (names.includes('currentMember') || names.at(-1) === 'getCurrentMember')
  )
}
