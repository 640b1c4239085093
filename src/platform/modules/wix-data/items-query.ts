import { isItem } from './checks.js'
import type { ConditionState } from './condition-builder.js'
import { QueryBase, type QueryRest } from './query.js'

/** What `items.query()` of `@wix/data` gives: it has some more methods than the one of Velo. */
export class ItemsQuery extends QueryBase<ItemsQuery> {
  gte(...args: unknown[]): ItemsQuery {
    return this.test('ge', args, 'gte')
  }
  lte(...args: unknown[]): ItemsQuery {
    return this.test('le', args, 'lte')
  }
  in(...args: unknown[]): ItemsQuery {
    return this.test('hasSome', args, 'in')
  }
  exists(...args: unknown[]): ItemsQuery {
    return this.test('exists', args)
  }
  /** The same seed gives the same order, also here and not only there. */
  randomSort(options?: unknown): ItemsQuery {
    const seed = isItem(options) ? options.seed : undefined
    return this.with({ randomSeed: typeof seed === 'number' ? seed : 0 })
  }
  /** Chooses among fields of app collections, of which there are none here. */
  includeFieldGroups(..._groups: unknown[]): ItemsQuery {
    return this.with({})
  }

  protected spawn(rest: QueryRest, state: ConditionState): ItemsQuery {
    return new ItemsQuery(this.session, rest, state)
  }
}
