import type { Assignment } from '../../site-state.js'
import { assignBadge, deleteAssignment } from './assignments.js'
import { createMethods, type Dialect, idsOf } from './dialect.js'
import { createQueryMethod } from './query-method.js'
import { fieldsOf, listOf } from './records.js'

interface NewAssignment {
  badgeId?: string | null
  memberId?: string | null
}

/**
 * Makes `badgeAssignments` of `@wix/members`.
 *
 * @see https://dev.wix.com/docs/sdk/backend-modules/members/badge-assignments/introduction
 */
export function createAssignmentsService(dialect: Dialect) {
  const { host } = dialect

  const create = (given: unknown): Assignment => {
    const { badgeId, memberId } = fieldsOf(given)
    const [assignment] = assignBadge(dialect, badgeId, [memberId], 'v4')
    if (assignment) return assignment
    throw dialect.invalid({ field: 'badgeAssignment', description: 'must not be empty' })
  }

  return {
    ...createMethods(dialect, 'badgeAssignments.', true, {
      createBadgeAssignment: (badgeAssignment: NewAssignment) => create(badgeAssignment),
      deleteBadgeAssignment: (badgeAssignmentId: string): void => {
        deleteAssignment(dialect, badgeAssignmentId)
      },
      bulkCreateBadgeAssignments: (
        badgeAssignments: NewAssignment[],
        options?: { returnEntity?: boolean },
      ) => inBulk(listOf(badgeAssignments), create, options?.returnEntity === true),
      bulkDeleteBadgeAssignments: (badgeAssignmentIds: string[]) =>
        inBulk(
          idsOf(dialect, 'badgeAssignmentIds', badgeAssignmentIds),
          (id) => deleteAssignment(dialect, id),
          false,
        ),
    }),
    queryBadgeAssignments: createQueryMethod(dialect, {
      method: 'badgeAssignments.queryBadgeAssignments',
      entities: 'badgeAssignments',
      all: () =>
        host.world.site.assignments.map((assignment) => ({ item: assignment, view: assignment })),
      fields: ['badgeId', 'memberId'],
      paging: 'cursor',
    }),
  }
}

/** Each item succeeds or fails on its own. */
function inBulk<T>(given: readonly T[], change: (one: T) => Assignment, returnEntity: boolean) {
  const results = given.map((one, originalIndex) => {
    try {
      const item = change(one)
      const itemMetadata = { _id: item._id, originalIndex, success: true }
      return { itemMetadata, ...(returnEntity && { item }) }
    } catch (error) {
      return { itemMetadata: { originalIndex, success: false, error: reasonOf(error) } }
    }
  })
  const totalSuccesses = results.filter(({ itemMetadata }) => itemMetadata.success).length
  const totalFailures = results.length - totalSuccesses
  return { results, bulkActionMetadata: { totalSuccesses, totalFailures, undetailedFailures: 0 } }
}

function reasonOf(error: unknown): { code: string; description: string } {
  const { applicationError } = fieldsOf(fieldsOf(error).details)
  const { code = 'INVALID_ARGUMENT', description = error } = fieldsOf(applicationError)
  return { code: String(code), description: String(description) }
}
