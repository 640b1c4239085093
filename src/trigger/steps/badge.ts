import type { EventKey } from '../../catalog/index.js'
import { BadgeEventsError } from '../../errors.js'
import { type Change, previousValues, toAssignments, toFields } from '../changes.js'
import type { Made, Step, WixModule } from '../types.js'
import { idOf, revisionOf } from './answer.js'

/** The badge calls of one API: the SDK offers both, under the names that it chose for them. */
export interface BadgeApi {
  module: WixModule
  created: EventKey
  updated: EventKey
  deleted: EventKey
  /** A change has to name the revision that it changes. */
  hasRevision: boolean
}

export const badgesV3: BadgeApi = {
  module: 'badges',
  created: 'created',
  updated: 'updated',
  deleted: 'deleted',
  hasRevision: false,
}

export const badgesV4: BadgeApi = {
  module: 'badgesV2',
  created: 'created-v4',
  updated: 'updated-v4',
  deleted: 'deleted-v4',
  hasRevision: true,
}

/** Fields of a badge that its API takes. */
export const badgeFields = ['title', 'description', 'backgroundColor', 'textColor', 'icon']

export function createBadge(api: BadgeApi, fields: Readonly<Record<string, unknown>>): Step {
  return {
    effect: 'makes',
    thing: 'badge',
    act: () => ({
      does: `create badge "${fields.title}"`,
      call: { module: api.module, method: 'createBadge', args: [fields] },
      causes: api.created,
      permission: 'BADGES.BADGE_CREATE',
    }),
    example: { ...fields, _id: '<new badge>', revision: '<its revision>' },
    learn: (badge, made) => ({
      ...made,
      ...revisionOf(badge),
      badgeId: idOf(badge, 'createBadge'),
      entity: { ...fields, ...badge },
    }),
    undo(made) {
      if (made.badgeId === undefined) return null
      const command = [api.deleted, '--badge', made.badgeId]
      return { ...deletion(api, made), thing: 'badge', command }
    },
  }
}

/** @param isUndone - whether the fields have to be set back later */
export function readBadge(
  api: BadgeApi,
  changes: readonly Change[] | null,
  isUndone: boolean,
): Step {
  return {
    effect: 'reads',
    thing: 'badge',
    act: ({ badgeId }) => ({
      does: `read badge ${badgeId}`,
      call: { module: api.module, method: 'getBadge', args: [badgeId] },
      causes: null,
      permission: 'BADGES.BADGE_READ',
    }),
    example: {
      ...toFields((changes ?? []).map(({ path }) => ({ path, value: '<as it was>' }))),
      ...(changes === null ? { backgroundColor: '#796EFF' } : {}),
      revision: '<its revision>',
    },
    learn(badge, made) {
      if (isUndone && changes && previousValues(changes, badge) === null) {
        throw cannotSetBack(changes)
      }
      return { ...made, ...revisionOf(badge), entity: badge }
    },
  }
}

/** @param changes - null changes the background colour by the smallest step there is */
export function updateBadge(api: BadgeApi, changes: readonly Change[] | null): Step {
  const wanted = (made: Made): readonly Change[] => changes ?? [nudgeColour(made)]
  const act = (made: Made, set: readonly Change[]) => ({
    call: {
      module: api.module,
      method: 'updateBadge',
      args: [
        made.badgeId,
        { ...toFields(set), ...(api.hasRevision ? { revision: made.revision } : {}) },
      ],
    },
    causes: api.updated,
    permission: 'BADGES.BADGE_UPDATE',
  })
  return {
    effect: 'changes',
    thing: 'badge',
    act: (made) => ({
      ...act(made, wanted(made)),
      does: `set ${describe(wanted(made))} of badge ${made.badgeId}`,
    }),
    example: { revision: '<its new revision>' },
    learn: (badge, made) => ({ ...made, ...revisionOf(badge) }),
    undo(made) {
      const before = previousValues(wanted(made), made.entity ?? {})
      if (before === null || made.badgeId === undefined) return null
      return {
        ...act(made, before),
        does: `set ${describe(before)} of badge ${made.badgeId}`,
        thing: 'badge',
        command: [api.updated, '--badge', made.badgeId, ...toAssignments(before)],
      }
    },
  }
}

export function deleteBadge(api: BadgeApi): Step {
  return {
    effect: 'ends',
    thing: 'badge',
    act: (made) => deletion(api, made),
    example: {},
  }
}

function deletion(api: BadgeApi, { badgeId }: Made) {
  return {
    does: `delete badge ${badgeId}`,
    call: { module: api.module, method: 'deleteBadge', args: [badgeId] },
    causes: api.deleted,
    permission: 'BADGES.BADGE_DELETE',
  }
}

/** One bit of blue: a change that the API sees and no visitor does. */
function nudgeColour({ entity }: Made): Change {
  const { backgroundColor } = entity ?? {}
  const colour =
    typeof backgroundColor === 'string' && /^#[0-9a-f]{6}$/i.test(backgroundColor)
      ? backgroundColor
      : '#796EFF'
  const nudged = (Number.parseInt(colour.slice(-1), 16) ^ 1).toString(16).toUpperCase()
  return { path: ['backgroundColor'], value: `${colour.slice(0, -1)}${nudged}` }
}

/** `title to "Gold"`. */
export function describe(changes: readonly Change[]): string {
  return changes
    .map(({ path, value }) => `${path.join('.')} to ${JSON.stringify(value)}`)
    .join(', ')
}

/** Said before anything is changed. */
export function cannotSetBack(changes: readonly Change[]): BadgeEventsError {
  const names = changes.map(({ path }) => path.join('.')).join(', ')
  return new BadgeEventsError(
    'CHANGE_REFUSED',
    `Nothing was changed: ${names} could not be set back, because a field that is empty now cannot be emptied again`,
    { hint: 'Leave out --cleanup, or change another field.' },
  )
}
