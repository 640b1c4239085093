import type { badgeAssignments, badges, badgesV2, members } from '@wix/members'
import { describe, expectTypeOf, it } from 'vitest'
import type { toV4 } from '../../../../src/platform/modules/members/badges.js'
import type { MemberView } from '../../../../src/platform/modules/members/member-view.js'
import type { QueryBuilder } from '../../../../src/platform/modules/members/query.js'
import type { createMembersSdk } from '../../../../src/platform/modules/wix-members-sdk.js'
import type { Assignment } from '../../../../src/platform/site-state.js'

// The declared types of the npm package @wix/members are the documentation here. They are checked
// when the tests are compiled.

type Sdk = ReturnType<typeof createMembersSdk>

/** The declared signature of a method, which the package hides behind a function of its client. */
type Signature<F> = F extends (client: never) => infer S ? S : never

type Args<F> = F extends (...args: infer A) => unknown ? A : never
type Answer<F> = F extends (...args: never[]) => Promise<infer T> ? T : never

// A method that resolves to nothing has the type of its errors mixed in.
type Loose<T> = T extends void ? unknown : T

/** The methods that do not take, or do not resolve to, what the package declares. */
type Differing<Real, Double> = {
  [K in keyof Real & keyof Double]: Answer<Signature<Real[K]>> extends never
    ? never
    : Args<Signature<Real[K]>> extends Args<Double[K]>
      ? Answer<Double[K]> extends Loose<Answer<Signature<Real[K]>>>
        ? never
        : K
      : K
}[keyof Real & keyof Double]

describe('the double of @wix/members', () => {
  it('has no names that the package has not', () => {
    expectTypeOf<Exclude<keyof Sdk['badges'], keyof typeof badges>>().toBeNever()
    expectTypeOf<Exclude<keyof Sdk['badgesV2'], keyof typeof badgesV2>>().toBeNever()
    expectTypeOf<Exclude<keyof Sdk['members'], keyof typeof members>>().toBeNever()
    type Assignments = Sdk['badgeAssignments']
    expectTypeOf<Exclude<keyof Assignments, keyof typeof badgeAssignments>>().toBeNever()
  })

  it('is held against the declared signatures', () => {
    type GetBadge = Signature<typeof badges.getBadge>
    expectTypeOf<Args<GetBadge>>().toEqualTypeOf<[_id: string]>()
    expectTypeOf<Answer<GetBadge>>().toHaveProperty('title')
    type Wrong = { getBadge(id: number): Promise<{ title: string }> }
    expectTypeOf<Differing<typeof badges, Wrong>>().toEqualTypeOf<'getBadge'>()
    type WrongAnswer = { getBadge(id: string): Promise<{ _id: string; title: number }> }
    expectTypeOf<Differing<typeof badges, WrongAnswer>>().toEqualTypeOf<'getBadge'>()
  })

  it('takes and gives what the package declares', () => {
    expectTypeOf<Differing<typeof badges, Sdk['badges']>>().toBeNever()
    expectTypeOf<Differing<typeof badgesV2, Sdk['badgesV2']>>().toBeNever()
    type Assignments = Sdk['badgeAssignments']
    expectTypeOf<Differing<typeof badgeAssignments, Assignments>>().toBeNever()
    expectTypeOf<Differing<typeof members, Sdk['members']>>().toBeNever()
  })

  it('has the declared query builders', () => {
    expectTypeOf<QueryBuilder<MemberView>>().toExtend<members.MembersQueryBuilder>()
    type Badges = QueryBuilder<ReturnType<typeof toV4>>
    expectTypeOf<Badges>().toExtend<badgesV2.BadgesQueryBuilder>()
    expectTypeOf<
      QueryBuilder<Assignment>
    >().toExtend<badgeAssignments.BadgeAssignmentsQueryBuilder>()
  })
})
