import { everything } from './condition.js'
import { ConditionBuilder, type ConditionState } from './condition-builder.js'

/** What `wixData.filter()` gives: conditions alone, for `and()`, `or()` and `not()`. */
export class WixDataFilter extends ConditionBuilder<WixDataFilter> {
  protected derive(state: ConditionState): WixDataFilter {
    return new WixDataFilter(state)
  }
}

export function createFilter(warn: ConditionState['warn']): WixDataFilter {
  return new WixDataFilter({ condition: everything, problems: [], warn })
}
