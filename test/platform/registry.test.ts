import { describe, expect, test } from 'vitest'
import type { ModuleDouble } from '../../src/platform/double.js'
import { createRegistry } from '../../src/platform/registry.js'
import { createFakeHost } from './modules/fake-host.js'

type Anything = { (...args: unknown[]): Anything; new (...args: unknown[]): Anything } & {
  [key: string]: Anything
}

function createTestRegistry() {
  const host = createFakeHost()
  let created = 0
  const double: ModuleDouble = {
    names: ['wix-known', 'wix-known.v2'],
    create: () => {
      created += 1
      const hello = (name: string): string => `hello ${name}`
      return { default: { hello }, named: { hello, group: { hello }, limit: 3 } }
    },
  }
  const registry = createRegistry([double], host)
  const load = (specifier: string): Anything => registry(specifier) as unknown as Anything
  return { host, load, replace: registry.replace, created: () => created }
}

describe('a module with a double', () => {
  test('has the exports of the double, in every way of importing', () => {
    const { load } = createTestRegistry()
    const module = load('wix-known')
    expect(module.hello?.('ann')).toBe('hello ann')
    expect(module.default?.hello?.('ann')).toBe('hello ann')
    expect(module.group?.hello?.('ann')).toBe('hello ann')
    expect(module.limit).toBe(3)
    expect(module.__esModule).toBe(true)
  })

  test('is made once for each name', () => {
    const { load, created } = createTestRegistry()
    expect(load('wix-known')).toBe(load('wix-known'))
    expect(created()).toBe(1)
    load('wix-known.v2')
    expect(created()).toBe(2)
  })

  test.each(['other', 'default.other', 'group.other'])(
    'records %s, which it does not have',
    async (path) => {
      const { host, load } = createTestRegistry()
      const member = path
        .split('.')
        .reduce((value, key) => value[key] as Anything, load('wix-known'))
      await expect(member('a', 1)).resolves.toBeUndefined()
      expect(host.calls).toMatchObject([
        {
          module: 'wix-known',
          method: path.replace('default.', ''),
          args: ['a', 1],
          outcome: 'resolved',
        },
      ])
    },
  )
})

describe('a module without a double', () => {
  test.each<[string, (module: Anything) => unknown, string]>([
    ['a named import', (m) => m.createContact?.({ a: 1 }), 'createContact'],
    ['a default import', (m) => m.default?.createContact?.({ a: 1 }), 'createContact'],
    ['a default import that is a function', (m) => m.default?.({ a: 1 }), ''],
    ['a nested name', (m) => m.contacts?.create?.({ a: 1 }), 'contacts.create'],
    ['a constructor', (m) => new (m.Client as Anything)({ a: 1 }), 'new Client'],
  ])('records a call of %s', (_title, use, method) => {
    const { host, load } = createTestRegistry()
    use(load('wix-crm-backend'))
    expect(host.calls).toMatchObject([{ module: 'wix-crm-backend', method, args: [{ a: 1 }] }])
    expect(host.warnings).toEqual([`no-double:wix-crm-backend.${method}`])
  })

  test('records chained calls, each by its path', async () => {
    const { host, load } = createTestRegistry()
    const { orders } = load('wix-ecom-backend')
    const query = orders?.query?.() as Anything
    await query.eq?.('a', 1)?.limit?.(5)?.find?.()
    expect(host.calls.map(({ method }) => method)).toEqual([
      'orders.query',
      'orders.query().eq',
      'orders.query().eq().limit',
      'orders.query().eq().limit().find',
    ])
  })

  test('gives undefined when a call is awaited, with then, catch and finally', async () => {
    const { load } = createTestRegistry()
    const call = (): Anything => load('wix-x').send?.() as Anything
    expect(await call()).toBeUndefined()
    expect(await (call() as unknown as Promise<unknown>).then(() => 'then')).toBe('then')
    let isOver = false
    await (call() as unknown as Promise<unknown>)
      .catch(() => {})
      .finally(() => {
        isOver = true
      })
    expect(isOver).toBe(true)
  })

  test('is no promise itself, so that import() of it settles', async () => {
    const { load } = createTestRegistry()
    expect(load('wix-x').then).toBeUndefined()
    expect(await load('wix-x')).toBe(load('wix-x'))
    expect(load('wix-x').member?.then).toBeUndefined()
  })

  test('can be put into a text and looked at', () => {
    const { load } = createTestRegistry()
    const { Status } = load('wix-x')
    expect(`${Status?.ACTIVE}`).toBe('[wix-x Status.ACTIVE]')
    expect(Object.prototype.toString.call(Status)).toBe('[object Function]')
    expect(typeof (load('wix-x') as object)).toBe('object')
  })
})

describe("the site's own doubles", () => {
  test.each(['wix-known', 'wix-unknown'])(
    'answer for %s by name and as members of the default export, and are recorded',
    async (specifier) => {
      const { host, load, replace } = createTestRegistry()
      replace({
        [specifier]: {
          hello: async (name: unknown) => `own ${name}`,
          far: { away: async () => 'own' },
        },
      })
      const module = load(specifier)
      for (const exports of [module, module.default as Anything]) {
        expect(await exports.hello?.('ann')).toBe('own ann')
        expect(await exports.far?.away?.()).toBe('own')
      }
      expect(host.calls.map(({ method }) => method)).toEqual([
        'hello',
        'far.away',
        'hello',
        'far.away',
      ])
      expect(host.warnings).toEqual([])
    },
  )

  test('leave every other name as it was', async () => {
    const { host, load, replace } = createTestRegistry()
    replace({ 'wix-known': { group: { other: () => 'own' } }, 'wix-unknown': { hello: () => 1 } })
    expect(load('wix-known').hello?.('ann')).toBe('hello ann')
    expect(load('wix-known').group?.hello?.('ann')).toBe('hello ann')
    expect(load('wix-known').group?.other?.()).toBe('own')
    await load('wix-unknown').default?.('called')
    await load('wix-unknown').default?.far?.away?.()
    expect(host.warnings).toEqual(['no-double:wix-unknown.', 'no-double:wix-unknown.far.away'])
  })

  test('may give the default export itself', () => {
    const { load, replace } = createTestRegistry()
    replace({ 'wix-known': { default: { hello: () => 'own' } } })
    expect(load('wix-known').default?.hello?.()).toBe('own')
    expect(load('wix-known').hello?.('ann')).toBe('hello ann')
  })
})
