import { type Condition, isEverything, join } from './condition.js'
import type { Problem } from './errors.js'
import { parseTest, type TestMethod } from './test-args.js'

export interface ConditionState {
  condition: Condition
  /** Mistakes in the calls so far; no call throws, they are told when the query runs. */
  problems: readonly Problem[]
  /** `@wix/data` takes more than `wix-data` does, and checks less. */
  isSdk: boolean
  warn: (code: string, message: string) => void
}

/** The filter methods that queries and filters share. Every call gives a new builder. */
export abstract class ConditionBuilder<Self> {
  readonly #state: ConditionState

  constructor(state: ConditionState) {
    this.#state = state
  }

  eq(...args: unknown[]): Self {
    return this.test('eq', args)
  }
  ne(...args: unknown[]): Self {
    return this.test('ne', args)
  }
  gt(...args: unknown[]): Self {
    return this.test('gt', args)
  }
  ge(...args: unknown[]): Self {
    return this.test('ge', args)
  }
  lt(...args: unknown[]): Self {
    return this.test('lt', args)
  }
  le(...args: unknown[]): Self {
    return this.test('le', args)
  }
  between(...args: unknown[]): Self {
    return this.test('between', args)
  }
  contains(...args: unknown[]): Self {
    return this.test('contains', args)
  }
  startsWith(...args: unknown[]): Self {
    return this.test('startsWith', args)
  }
  endsWith(...args: unknown[]): Self {
    return this.test('endsWith', args)
  }
  hasSome(...args: unknown[]): Self {
    return this.test('hasSome', args)
  }
  hasAll(...args: unknown[]): Self {
    return this.test('hasAll', args)
  }
  isEmpty(...args: unknown[]): Self {
    return this.test('isEmpty', args)
  }
  isNotEmpty(...args: unknown[]): Self {
    return this.test('isNotEmpty', args)
  }

  and(other: unknown): Self {
    return this.#combine('and', other, (left, right) => join('all', left, right))
  }
  or(other: unknown): Self {
    return this.#combine('or', other, (left, right) => {
      if (isEverything(left) || isEverything(right)) this.#warnOfEmptySide()
      return join('any', left, right)
    })
  }
  not(other: unknown): Self {
    return this.#combine('not', other, (left, right) =>
      isEverything(right) ? left : join('all', left, { type: 'not', of: right }),
    )
  }

  /** The collection that a builder is bound to; a filter has none. */
  protected boundTo(): string | undefined {
    return undefined
  }

  protected abstract derive(state: ConditionState): Self

  protected get state(): ConditionState {
    return this.#state
  }

  protected withProblem(problem: Problem): Self {
    return this.derive({ ...this.#state, problems: [...this.#state.problems, problem] })
  }

  protected test(method: TestMethod, args: readonly unknown[], name: string = method): Self {
    const parsed = parseTest(method, args, { name, comparesBooleans: this.#state.isSdk })
    if (parsed.status === 'invalid') return this.withProblem(parsed.problem)
    const condition = join('all', this.#state.condition, parsed.condition)
    return this.derive({ ...this.#state, condition })
  }

  #combine(
    method: string,
    other: unknown,
    merge: (left: Condition, right: Condition) => Condition,
  ): Self {
    if (!(other instanceof ConditionBuilder)) {
      return this.withProblem({ code: 'WDE0049', text: `${method}() takes a query or a filter` })
    }
    const mine = this.boundTo()
    const theirs = other.boundTo()
    const isChecked = !this.#state.isSdk && mine !== undefined && theirs !== undefined
    if (isChecked && mine !== theirs) {
      return this.withProblem({
        code: 'WDE0050',
        text: `${method}() joins queries of one collection, not of ${mine} and ${theirs}`,
      })
    }
    return this.derive({
      ...this.#state,
      condition: merge(this.#state.condition, other.#state.condition),
      problems: [...this.#state.problems, ...other.#state.problems],
    })
  }

  /** The state of a builder; undefined for anything else. */
  static stateOf(other: unknown): ConditionState | undefined {
    return other instanceof ConditionBuilder ? other.#state : undefined
  }

  #warnOfEmptySide(): void {
    this.#state.warn(
      'or-without-filter',
      'or() joins with a query or filter that has no condition: that side is ignored, it does not match everything',
    )
  }
}
