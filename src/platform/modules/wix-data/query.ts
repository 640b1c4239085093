import type { DoubleHost } from '../../double.js'
import { checkOptions } from './checks.js'
import { everything } from './condition.js'
import { ConditionBuilder, type ConditionState } from './condition-builder.js'
import { createDataError, type Problem } from './errors.js'
import {
  countMatches,
  describeModel,
  findDistinct,
  findPage,
  type Page,
  type QueryModel,
} from './find.js'
import { WixDataQueryResult } from './result.js'
import type { SortKey } from './sort.js'

/** What `wixData.query()` gives. Every call gives a new query; mistakes are told when it runs. */
export class WixDataQuery extends ConditionBuilder<WixDataQuery> {
  readonly #host: DoubleHost
  readonly #rest: Omit<QueryModel, 'condition' | 'problems'>

  constructor(
    host: DoubleHost,
    rest: Omit<QueryModel, 'condition' | 'problems'>,
    state: ConditionState,
  ) {
    super(state)
    this.#host = host
    this.#rest = rest
  }

  ascending(...fields: unknown[]): WixDataQuery {
    return this.#sort('asc', fields)
  }

  descending(...fields: unknown[]): WixDataQuery {
    return this.#sort('desc', fields)
  }

  limit(limit?: unknown): WixDataQuery {
    const problem = checkNumber('limit', limit, 1)
    return problem ? this.withProblem(problem) : this.#with({ limit: limit as number })
  }

  skip(skip?: unknown): WixDataQuery {
    const problem = checkNumber('skip', skip, 0)
    return problem ? this.withProblem(problem) : this.#with({ skip: skip as number })
  }

  fields(...fields: unknown[]): WixDataQuery {
    const names = fields.flat()
    if (!areStrings(names)) return this.withProblem(notStrings('fields'))
    return this.#with({ fields: [...(this.#rest.fields ?? []), ...names] })
  }

  include(...fields: unknown[]): WixDataQuery {
    const names = fields.flat()
    if (!areStrings(names)) return this.withProblem(notStrings('include'))
    this.#host.warn(
      'include-not-expanded',
      'include() is recorded, but references are not expanded locally: the field stays as it is stored',
    )
    return this.#with({ include: [...(this.#rest.include ?? []), ...names] })
  }

  find(options?: unknown): Promise<WixDataQueryResult> {
    return this.#page('query.find', {}, options, (model) => findPage(this.#host.world, model))
  }

  count(options?: unknown): Promise<number> {
    const model = this.#model()
    const answer = () => {
      checkOptions(options)
      return countMatches(this.#host.world, model)
    }
    return this.#host.call('wix-data', 'query.count', recordOf(model), answer)
  }

  distinct(field?: unknown, options?: unknown): Promise<WixDataQueryResult> {
    return this.#page('query.distinct', { distinct: field }, options, (model) => {
      if (typeof field === 'string') return findDistinct(this.#host.world, model, field)
      throw createDataError({ code: 'WDE0003', text: 'the field of distinct() must be a string' })
    })
  }

  protected derive(state: ConditionState): WixDataQuery {
    return new WixDataQuery(this.#host, this.#rest, state)
  }

  protected override boundTo(): string {
    return this.#rest.collection
  }

  #with(change: Partial<QueryModel>): WixDataQuery {
    return new WixDataQuery(this.#host, { ...this.#rest, ...change }, this.state)
  }

  #sort(order: SortKey['order'], fields: readonly unknown[]): WixDataQuery {
    const names = fields.flat()
    if (!areStrings(names)) return this.withProblem(notStrings(`${order}ending`))
    return this.#with({ sort: [...this.#rest.sort, ...names.map((field) => ({ field, order }))] })
  }

  #model(): QueryModel {
    const { condition, problems } = this.state
    return { ...this.#rest, condition, problems }
  }

  #page(
    method: string,
    extra: object,
    options: unknown,
    answer: (model: QueryModel) => Page,
  ): Promise<WixDataQueryResult> {
    const run = (name: string, model: QueryModel, refusal?: Problem) =>
      this.#host.call(
        'wix-data',
        name,
        recordOf(model, extra),
        () => {
          if (refusal) throw createDataError(refusal)
          checkOptions(options)
          return createResult(model, answer(model))
        },
        { describe: describePage },
      )
    const createResult = (model: QueryModel, page: Page): WixDataQueryResult =>
      new WixDataQueryResult(
        {
          query: this,
          model,
          turn: (direction, skip) =>
            skip === undefined
              ? run(`query.${direction}`, model, noPage[direction])
              : run(`query.${direction}`, { ...model, skip }),
        },
        page,
        isObject(options) && options.omitTotalCount === true,
      )
    return run(method, this.#model())
  }
}

/** Starts a query. */
export function createQuery(host: DoubleHost, collection: unknown): WixDataQuery {
  const isName = typeof collection === 'string'
  return new WixDataQuery(
    host,
    { collection: isName ? collection : '', sort: [] },
    {
      condition: everything,
      problems: isName ? [] : [{ code: 'WDE0001', text: 'the collection name must be a string' }],
      warn: (code, message) => host.warn(code, message),
    },
  )
}

const noPage = {
  next: { code: 'WDE0165', text: 'this is the last page, there is no next one' },
  prev: { code: 'WDE0159', text: 'this is the first page, there is no previous one' },
}

function recordOf(model: QueryModel, extra: object = {}): unknown[] {
  return [model.collection, { ...extra, ...describeModel(model) }]
}

/** Items of an answer that are recorded; the rest is told by the counts. */
const recordedItems = 10

// The host copies what it records, so the items need no copy of their own.
function describePage({ items, length, totalCount }: WixDataQueryResult): unknown {
  return { items: items.slice(0, recordedItems), length, totalCount }
}

function checkNumber(method: string, value: unknown, lowest: 0 | 1): Problem | undefined {
  if (typeof value !== 'number' || Number.isNaN(value)) {
    return { code: 'WDE0032', text: `${method}() takes a number` }
  }
  if (value < lowest) {
    return lowest === 1
      ? { code: 'WDE0033', text: `${method}() takes a number above zero` }
      : { code: 'WDE0034', text: `${method}() takes zero or a number above it` }
  }
  if (Number.isInteger(value)) return undefined
  return { code: 'WDE0035', text: `${method}() takes a whole number` }
}

function notStrings(method: string): Problem {
  return { code: 'WDE0051', text: `${method}() takes field names, which are strings` }
}

function areStrings(values: readonly unknown[]): values is string[] {
  return values.every((value) => typeof value === 'string')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
