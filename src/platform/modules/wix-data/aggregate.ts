import {
  type Accumulator,
  type AggregateModel,
  checkAggregate,
  describeAggregate,
  runAggregate,
} from './aggregation.js'
import { areStrings, checkNumber, notStrings } from './builder-args.js'
import { isItem } from './checks.js'
import { everything } from './condition.js'
import { ConditionBuilder } from './condition-builder.js'
import type { Problem } from './errors.js'
import type { ResultPage } from './paging.js'
import { operatePaged, type Session } from './session.js'
import type { SortKey } from './sort.js'
import { velo } from './velo.js'

/** What `wixData.aggregate()` gives. Every call gives a new one; mistakes are told when it runs. */
export class WixDataAggregate {
  readonly #session: Session
  readonly #collection: unknown
  readonly #model: AggregateModel

  constructor(session: Session, collection: unknown, model: Partial<AggregateModel> = {}) {
    this.#session = session
    this.#collection = collection
    this.#model = {
      condition: everything,
      having: everything,
      accumulators: [],
      problems: [],
      sort: [],
      ...model,
      collection: typeof collection === 'string' ? collection : '',
    }
  }

  filter(filter?: unknown): WixDataAggregate {
    return this.#model.isFiltered
      ? this.#withProblem({ code: 'WDE0012', text: 'filter() can be called once' })
      : this.#join('filter', filter, (condition) => ({ condition, isFiltered: true }))
  }

  having(filter?: unknown): WixDataAggregate {
    return this.#join('having', filter, (having) => ({ having }))
  }

  group(...fields: unknown[]): WixDataAggregate {
    const group = fields.flat()
    if (this.#model.group) {
      return this.#withProblem({ code: 'WDE0013', text: 'group() can be called once' })
    }
    return areStrings(group) ? this.#with({ group }) : this.#withProblem(notStrings('group'))
  }

  sum(field?: unknown, name?: unknown): WixDataAggregate {
    return this.#accumulate('sum', field, name)
  }
  avg(field?: unknown, name?: unknown): WixDataAggregate {
    return this.#accumulate('avg', field, name)
  }
  min(field?: unknown, name?: unknown): WixDataAggregate {
    return this.#accumulate('min', field, name)
  }
  max(field?: unknown, name?: unknown): WixDataAggregate {
    return this.#accumulate('max', field, name)
  }
  count(name?: unknown): WixDataAggregate {
    const known = typeof name === 'string' ? name : 'count'
    return this.#add({ operation: 'count', field: '', name: known })
  }

  ascending(...fields: unknown[]): WixDataAggregate {
    return this.#sort('asc', fields)
  }
  descending(...fields: unknown[]): WixDataAggregate {
    return this.#sort('desc', fields)
  }

  limit(limit?: unknown): WixDataAggregate {
    const problem = checkNumber('limit', limit, 1)
    return problem ? this.#withProblem(problem) : this.#with({ limit: limit as number })
  }
  skip(skip?: unknown): WixDataAggregate {
    const problem = checkNumber('skip', skip, 0)
    return problem ? this.#withProblem(problem) : this.#with({ skip: skip as number })
  }

  run(options?: unknown): Promise<ResultPage> {
    const model = this.#model
    const { limit, skip = 0 } = model
    const at = (to: number): AggregateModel => (to === skip ? model : { ...model, skip: to })
    return operatePaged(
      this.#session,
      {
        method: 'aggregate.run',
        turns: 'aggregate.',
        collection: this.#collection,
        options,
        limit,
        skip,
        argsAt: (to) => [describeAggregate(at(to))],
      },
      async ({ world, host, hooks, collection }, to) => {
        checkAggregate(at(to))
        if (!hooks) return runAggregate(world, at(to))
        const asked = new WixDataAggregate({ host, dialect: velo }, collection, at(to))
        const isAggregate = (value: unknown): value is WixDataAggregate =>
          value instanceof WixDataAggregate && value.#collection === collection
        const wanted = (await hooks.run('beforeAggregate', asked, isAggregate)).#model
        const page = runAggregate(world, wanted)
        for (const [index, item] of page.items.entries()) {
          page.items[index] = await hooks.run('afterAggregate', item, isItem)
        }
        return { ...page, limit: wanted.limit }
      },
    )
  }

  #with(change: Partial<AggregateModel>): WixDataAggregate {
    return new WixDataAggregate(this.#session, this.#collection, { ...this.#model, ...change })
  }

  #withProblem(...problems: readonly Problem[]): WixDataAggregate {
    return this.#with({ problems: [...this.#model.problems, ...problems] })
  }

  #join(
    method: string,
    filter: unknown,
    change: (condition: AggregateModel['condition']) => Partial<AggregateModel>,
  ): WixDataAggregate {
    const state = ConditionBuilder.stateOf(filter)
    if (!state) {
      return this.#withProblem({ code: 'WDE0011', text: `${method}() takes a filter of filter()` })
    }
    return this.#with({
      ...change(state.condition),
      problems: [...this.#model.problems, ...state.problems],
    })
  }

  #accumulate(operation: Accumulator['operation'], field: unknown, name: unknown) {
    if (typeof field !== 'string') {
      const text = `the field of ${operation}() must be a string`
      return this.#withProblem({ code: 'WDE0048', text })
    }
    const [first = '', ...rest] = operation
    const known = typeof name === 'string' ? name : field + first.toUpperCase() + rest.join('')
    return this.#add({ operation, field, name: known })
  }

  #add(accumulator: Accumulator): WixDataAggregate {
    return this.#with({ accumulators: [...this.#model.accumulators, accumulator] })
  }

  #sort(order: SortKey['order'], fields: readonly unknown[]): WixDataAggregate {
    const names = fields.flat()
    if (!areStrings(names)) return this.#withProblem(notStrings(`${order}ending`))
    return this.#with({ sort: [...this.#model.sort, ...names.map((field) => ({ field, order }))] })
  }
}
