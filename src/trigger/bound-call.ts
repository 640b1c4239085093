import { BadgeEventsError } from '../errors.js'
import type { Call } from './types.js'

/**
 * Calls a function of `@wix/members`.
 *
 * @param modules - its modules, each function bound to where its request goes
 */
export async function callBound(
  modules: Readonly<Record<string, unknown>>,
  { module, method, args, chain = [] }: Call,
): Promise<unknown> {
  let result = apply(modules[module], method, args)
  for (const [name, ...values] of chain) result = apply(await result, name, values)
  return result
}

function apply(owner: unknown, method: string, args: readonly unknown[]): unknown {
  const found = (owner as Record<string, unknown> | undefined)?.[method]
  if (typeof found === 'function') return found.apply(owner, args)
  throw new BadgeEventsError('PACKAGE_NOT_FOUND', `@wix/members offers no ${method}`, {
    hint: 'npm install --save-dev @wix/sdk@latest @wix/members@latest',
  })
}
