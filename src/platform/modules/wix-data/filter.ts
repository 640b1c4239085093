import { everything } from './condition.js'
import { ConditionBuilder, type ConditionState } from './condition-builder.js'

/** What `wixData.filter()` gives: conditions alone, for `and()`, `or()` and `not()`. */
export class WixDataFilter extends ConditionBuilder<WixDataFilter> {
  protected derive(state: ConditionState): WixDataFilter {
    return new WixDataFilter(state)
  }
}

/** What `items.filter()` of `@wix/data` gives. */
export class ItemsFilter extends ConditionBuilder<ItemsFilter> {
  gte(...args: unknown[]): ItemsFilter {
    return this.test('ge', args, 'gte')
  }
  lte(...args: unknown[]): ItemsFilter {
    return this.test('le', args, 'lte')
  }
  in(...args: unknown[]): ItemsFilter {
    return this.test('hasSome', args, 'in')
  }
  exists(...args: unknown[]): ItemsFilter {
    return this.test('exists', args)
  }

  protected derive(state: ConditionState): ItemsFilter {
    return new ItemsFilter(state)
  }
}

/** The state of a builder without any condition. */
export function emptyState(warn: ConditionState['warn'], isSdk = false): ConditionState {
  return { condition: everything, problems: [], isSdk, warn }
}
