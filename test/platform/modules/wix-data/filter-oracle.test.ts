import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { WixDataFilter } from '../../../../src/platform/modules/wix-data/filter.js'
import type { WixDataQuery } from '../../../../src/platform/modules/wix-data/query.js'
import { createItems, createWixData, type Data, idsOf } from './wix-data-api.js'

// All filter methods in any combination, against a second, naive reading of
// dev.wix.com/docs/velo/apis/wix-data/wix-data-query.

type Node =
  | { method: string; field: string; args: unknown[] }
  | { method: 'and' | 'or' | 'not'; inner: Node[] }

const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'ab', 'Ab', 'b', '1'),
  fc.constantFrom(-1, 0, 1, 2),
  fc.constantFrom(1, 2).map((time) => new Date(time)),
)
const stored = fc.oneof(
  scalar,
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(scalar, { maxLength: 3 }),
)
const field = fc.constantFrom('x', 'y')
const item = fc.record({ x: stored, y: stored })

const { node } = fc.letrec<{ node: Node; group: Node[] }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      method: fc.constantFrom('gt', 'ge', 'lt', 'le'),
      field,
      args: fc.tuple(scalar),
    }),
    fc.record({ method: fc.constantFrom('eq', 'ne'), field, args: fc.tuple(stored) }),
    fc.record({
      method: fc.constant('between'),
      field,
      args: fc.tuple(scalar, scalar).filter(([a, b]) => typeof a === typeof b),
    }),
    fc.record({
      method: fc.constantFrom('contains', 'startsWith', 'endsWith'),
      field,
      args: fc.tuple(fc.constantFrom('', 'a', 'B', 'aB')),
    }),
    fc.record({
      method: fc.constantFrom('hasSome', 'hasAll'),
      field,
      args: fc.tuple(fc.array(scalar, { minLength: 1, maxLength: 3 })),
    }),
    fc.record({ method: fc.constantFrom('isEmpty', 'isNotEmpty'), field, args: fc.constant([]) }),
    fc.record({ method: fc.constantFrom('and', 'or', 'not'), inner: tie('group') }),
  ) as fc.Arbitrary<Node>,
  group: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Node[]>,
}))
const group = fc.array(node, { minLength: 1, maxLength: 3 })

const dialects = {
  'wix-data': () => createWixData(),
  '@wix/data': () => {
    const { host, items } = createItems()
    return { host, data: items }
  },
}

it.each(Object.entries(dialects))(
  '%s finds what a naive reading of the rules finds',
  async (module, create) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(item, { maxLength: 8 }),
        group,
        fc.constantFrom(0, 300),
        async (items, nodes, others) => {
          const { host, data } = create()
          const all: Data[] = items.map((fields, index) => ({ _id: `${index}`, ...fields }))
          // Many items more, and lookups are answered from an index.
          for (let n = 0; n < others; n++)
            all.push({ _id: `other ${n}`, x: `${n % 7}`, y: ['a', n] })
          host.seed('Log', all)
          // An `or` with nothing before it drops that side, another matter than what is tested here.
          const start: Builder = data
            .query('Log')
            .isNotEmpty('_id')
            .ascending('zz')
            .limit(1000) as WixDataQuery
          const expected = all.filter((one) => holds(nodes, one, true)).map(({ _id }) => _id)
          const spelled = module === '@wix/data' ? respell(nodes) : nodes
          const filter = () => data.filter() as WixDataFilter
          expect(await idsOf(apply(start, spelled, filter))).toEqual(expected)
        },
      ),
      { numRuns: 400 },
    )
  },
)

/** The same filters, by the further names that they have in the SDK. */
function respell(nodes: Node[]): Node[] {
  const names: Record<string, string> = { ge: 'gte', le: 'lte', hasSome: 'in' }
  return nodes.map((node) =>
    'inner' in node
      ? { ...node, inner: respell(node.inner) }
      : { ...node, method: names[node.method] ?? node.method },
  )
}

type Builder = WixDataQuery | WixDataFilter

function apply<T extends Builder>(start: T, nodes: Node[], filter: () => WixDataFilter): T {
  let builder: unknown = start
  for (const one of nodes) {
    const args =
      'inner' in one
        ? [apply(filter().isNotEmpty('_id'), one.inner, filter)]
        : [one.field, ...one.args]
    builder = (builder as Record<string, (...args: unknown[]) => unknown>)[one.method]?.(...args)
  }
  return builder as T
}

function holds(nodes: Node[], one: Data, before: boolean): boolean {
  let so = before
  for (const node of nodes) {
    if (!('inner' in node)) so = so && matches(node, one[node.field])
    else if (node.method === 'and') so = so && holds(node.inner, one, true)
    else if (node.method === 'not') so = so && !holds(node.inner, one, true)
    else so = so || holds(node.inner, one, true)
  }
  return so
}

function matches({ method, args }: { method: string; args: unknown[] }, value: unknown): boolean {
  const [first, second] = args
  const list = Array.isArray(value) ? value : [value]
  switch (method) {
    case 'eq':
      return equals(value, first) || list.some((element) => equals(element, first))
    case 'ne':
      return !matches({ method: 'eq', args }, value)
    case 'isEmpty':
      return matches({ method: 'eq', args: [null] }, value)
    case 'isNotEmpty':
      return !matches({ method: 'eq', args: [null] }, value)
    case 'gt':
      return sameType(value, first) && (value as number) > (first as number)
    case 'ge':
      return sameType(value, first) && (value as number) >= (first as number)
    case 'lt':
      return isNone(value) || (sameType(value, first) && (value as number) < (first as number))
    case 'le':
      return isNone(value) || (sameType(value, first) && (value as number) <= (first as number))
    case 'between':
      return (
        matches({ method: 'ge', args: [first] }, value) &&
        matches({ method: 'lt', args: [second] }, value)
      )
    case 'contains':
    case 'startsWith':
    case 'endsWith': {
      const parts = { contains: ['.*', '.*'], startsWith: ['', '.*'], endsWith: ['.*', ''] }[method]
      return (
        typeof value === 'string' && new RegExp(`^${parts.join(String(first))}$`, 'i').test(value)
      )
    }
    case 'hasSome':
      return (first as unknown[]).some((wanted) => list.some((element) => equals(element, wanted)))
    case 'hasAll':
      return (first as unknown[]).every((wanted) => list.some((element) => equals(element, wanted)))
    default:
      throw new Error(method)
  }
}

const isNone = (value: unknown): boolean => value === null || value === undefined
const sameType = (a: unknown, b: unknown): boolean =>
  Object.prototype.toString.call(a) === Object.prototype.toString.call(b)
const equals = (a: unknown, b: unknown): boolean =>
  isNone(a) || isNone(b)
    ? isNone(a) && isNone(b)
    : sameType(a, b) && JSON.stringify(a) === JSON.stringify(b)
