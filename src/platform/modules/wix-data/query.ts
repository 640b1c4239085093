import type { DoubleHost } from '../../double.js'
import { areStrings, checkNumber, notStrings } from './builder-args.js'
import { isItem } from './checks.js'
import { ConditionBuilder, type ConditionState } from './condition-builder.js'
import { WixDataDistinct } from './distinct.js'
import { createDataError } from './errors.js'
import { emptyState } from './filter.js'
import type { QueryModel } from './find.js'
import { checkModel, countMatches, describeModel, findDistinct, findPage } from './find.js'
import { defaultLimit, type Page, type ResultPage } from './paging.js'
import { type FoundPage, type Operation, operate, operatePaged, type Session } from './session.js'
import type { SortKey } from './sort.js'
import { velo } from './velo.js'

/** All of a query but its conditions; the collection as it was given. */
export type QueryRest = Omit<QueryModel, 'collection' | 'condition' | 'problems'> & {
  collection: unknown
  /** Of a module that takes them when a query is made, and not when it runs. */
  options?: unknown
}

/** A query of any module. Every call gives a new query; mistakes are told when it runs. */
export abstract class QueryBase<Self> extends ConditionBuilder<Self> {
  protected readonly session: Session
  readonly #rest: QueryRest

  constructor(session: Session, rest: QueryRest, state: ConditionState) {
    super(state)
    this.session = session
    this.#rest = rest
  }

  ascending(...fields: unknown[]): Self {
    return this.#sort('asc', fields)
  }

  descending(...fields: unknown[]): Self {
    return this.#sort('desc', fields)
  }

  limit(limit?: unknown): Self {
    const problem = checkNumber('limit', limit, 1)
    return problem ? this.withProblem(problem) : this.with({ limit: limit as number })
  }

  skip(skip?: unknown): Self {
    const problem = checkNumber('skip', skip, 0)
    return problem ? this.withProblem(problem) : this.with({ skip: skip as number })
  }

  fields(...fields: unknown[]): Self {
    const names = fields.flat()
    if (!areStrings(names)) return this.withProblem(notStrings('fields'))
    return this.with({ fields: [...(this.#rest.fields ?? []), ...names] })
  }

  include(...fields: unknown[]): Self {
    const names = fields.flat()
    // In the SDK the number of references may follow the names.
    const last = this.state.isSdk ? names.at(-1) : undefined
    const hasLimit = typeof last === 'number'
    if (hasLimit) names.pop()
    if (!areStrings(names)) return this.withProblem(notStrings('include'))
    const include = [...(this.#rest.include ?? []), ...names]
    return this.with({ include, ...(hasLimit && { includeLimit: last }) })
  }

  find(options = this.#rest.options): Promise<ResultPage> {
    return this.#page('find', {}, options, async (operation, model) => {
      checkModel('find', model)
      const { hooks } = operation
      const asked = hooks ? await this.#askBefore(operation, 'beforeQuery', model) : model
      const page = findPage(operation, asked)
      warnOfCut(operation.host, asked, page)
      if (hooks)
        page.items = await each(page.items, (item) => hooks.run('afterQuery', item, isItem))
      return { ...page, limit: asked.limit }
    })
  }

  count(options = this.#rest.options): Promise<number> {
    const model = this.#model()
    const { collection } = this.#rest
    const call = { method: 'query.count', collection, args: [describeModel(model)], options }
    return operate(this.session, call, async (operation) => {
      checkModel('count', model)
      const { hooks } = operation
      if (!hooks) return countMatches(operation, model)
      const count = countMatches(operation, await this.#askBefore(operation, 'beforeCount', model))
      return hooks.run('afterCount', count, isNumber)
    })
  }

  distinct(field?: unknown, options = this.#rest.options): Promise<ResultPage> {
    return this.#page('distinct', { distinct: field }, options, async (operation, model) => {
      checkModel('distinct', model)
      if (typeof field !== 'string') {
        throw createDataError({ code: 'WDE0003', text: 'the field of distinct() must be a string' })
      }
      const { hooks } = operation
      if (!hooks) return findDistinct(operation, model, field)
      const asked = new WixDataDistinct({ model, field }, this.state.warn)
      const { model: wanted, field: by } = (
        await hooks.run('beforeDistinct', asked, WixDataDistinct.isDistinct)
      ).read()
      const page = findDistinct(operation, wanted, by)
      const items = await each(page.items, (value) => hooks.run('afterDistinct', value, isValue))
      return { ...page, items, limit: wanted.limit }
    })
  }

  /** What a query asks for; undefined for anything else. */
  static modelOf(query: unknown): QueryModel | undefined {
    return query instanceof QueryBase ? query.#model() : undefined
  }

  protected derive(state: ConditionState): Self {
    return this.spawn(this.#rest, state)
  }

  protected abstract spawn(rest: QueryRest, state: ConditionState): Self

  protected override boundTo(): string {
    return this.#model().collection
  }

  protected with(change: Partial<QueryModel>): Self {
    return this.spawn({ ...this.#rest, ...change }, this.state)
  }

  #sort(order: SortKey['order'], fields: readonly unknown[]): Self {
    const names = fields.flat()
    if (!areStrings(names)) return this.withProblem(notStrings(`${order}ending`))
    return this.with({ sort: [...this.#rest.sort, ...names.map((field) => ({ field, order }))] })
  }

  #model(): QueryModel {
    const { condition, problems } = this.state
    const { collection } = this.#rest
    return {
      ...this.#rest,
      collection: typeof collection === 'string' ? collection : '',
      condition,
      problems,
    }
  }

  /** Hooks get a query of `wix-data`, whatever module asked. */
  async #askBefore(
    { host, hooks, collection }: Operation,
    hook: 'beforeQuery' | 'beforeCount',
    { condition, problems, ...rest }: QueryModel,
  ): Promise<QueryModel> {
    const state = { ...emptyState(host.warn), condition, problems }
    const query = new WixDataQuery({ host, dialect: velo }, rest, state)
    const isQuery = (value: unknown): value is WixDataQuery =>
      QueryBase.modelOf(value)?.collection === collection
    return ((await hooks?.run(hook, query, isQuery)) ?? query).#model()
  }

  #page(
    name: string,
    extra: object,
    options: unknown,
    answer: (operation: Operation, model: QueryModel) => Promise<FoundPage>,
  ): Promise<ResultPage> {
    const model = this.#model()
    const { limit, skip } = model
    return operatePaged(
      this.session,
      {
        method: `query.${name}`,
        turns: 'query.',
        collection: this.#rest.collection,
        options,
        query: this,
        limit,
        skip: skip ?? 0,
        argsAt: (at) => [
          { ...extra, ...describeModel(at === (skip ?? 0) ? model : { ...model, skip: at }) },
        ],
      },
      (operation, at) => answer(operation, at === (skip ?? 0) ? model : { ...model, skip: at }),
    )
  }
}

/** What `wixData.query()` gives. */
export class WixDataQuery extends QueryBase<WixDataQuery> {
  protected spawn(rest: QueryRest, state: ConditionState): WixDataQuery {
    return new WixDataQuery(this.session, rest, state)
  }
}

/** The state of a query on a collection, where no filter was called yet. */
export function startQuery(
  { host }: Session,
  collection: unknown,
  isSdk = false,
): [QueryRest, ConditionState] {
  return [{ collection, sort: [] }, emptyState((code, text) => host.warn(code, text), isSdk)]
}

// Many handlers take what they got for everything there is.
function warnOfCut({ warn }: DoubleHost, model: QueryModel, { items, totalCount }: Page): void {
  if (model.limit !== undefined || model.skip !== undefined) return
  if (items.length < defaultLimit || totalCount === items.length) return
  warn(
    'find-cut-at-50',
    `find() gave ${items.length} of ${totalCount} items of ${model.collection}: without limit() a page has ${defaultLimit}, with limit(1000) the most; next() gives the others`,
  )
}

async function each<T>(items: readonly T[], run: (item: T) => Promise<T>): Promise<T[]> {
  const results: T[] = []
  for (const item of items) results.push(await run(item))
  return results
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number'
}

function isValue(value: unknown): value is unknown {
  return value !== undefined
}
