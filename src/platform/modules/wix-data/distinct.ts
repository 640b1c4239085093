import { areStrings } from './builder-args.js'
import { ConditionBuilder, type ConditionState } from './condition-builder.js'
import { emptyState, WixDataFilter } from './filter.js'
import type { QueryModel } from './find.js'

export interface DistinctState {
  model: QueryModel
  field: string
}

/** What the hook `beforeDistinct` is called with. Every call gives a new one. */
export class WixDataDistinct {
  readonly #state: DistinctState
  readonly #warn: ConditionState['warn']

  constructor(state: DistinctState, warn: ConditionState['warn']) {
    this.#state = state
    this.#warn = warn
  }

  static isDistinct(this: void, value: unknown): value is WixDataDistinct {
    return value instanceof WixDataDistinct
  }

  read(): DistinctState {
    return this.#state
  }

  filter(filter: unknown): WixDataDistinct {
    const state = ConditionBuilder.stateOf(filter)
    return state ? this.#with({ condition: state.condition, problems: state.problems }) : this
  }
  getFilter(): WixDataFilter {
    const { condition, problems } = this.#state.model
    return new WixDataFilter({ ...emptyState(this.#warn), condition, problems })
  }
  propertyName(field: unknown): WixDataDistinct {
    if (!areStrings([field])) return this
    return new WixDataDistinct({ ...this.#state, field: String(field) }, this.#warn)
  }
  getPropertyName(): string {
    return this.#state.field
  }
  ascending(): WixDataDistinct {
    return this.#with({ sort: [{ field: this.#state.field, order: 'asc' }] })
  }
  descending(): WixDataDistinct {
    return this.#with({ sort: [{ field: this.#state.field, order: 'desc' }] })
  }
  isAscending(): boolean {
    return !this.isDescending()
  }
  isDescending(): boolean {
    const { field, model } = this.#state
    return model.sort.some((key) => key.field === field && key.order === 'desc')
  }
  limit(limit: number): WixDataDistinct {
    return this.#with({ limit })
  }
  skip(skip: number): WixDataDistinct {
    return this.#with({ skip })
  }

  #with(change: Partial<QueryModel>): WixDataDistinct {
    const { model, field } = this.#state
    return new WixDataDistinct({ model: { ...model, ...change }, field }, this.#warn)
  }
}
