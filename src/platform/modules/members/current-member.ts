import { createMethod, type Dialect } from './dialect.js'

/**
 * Makes a method that works on the logged-in member. An event has none, so it fails.
 *
 * @see https://dev.wix.com/docs/velo/apis/wix-members-backend/current-member/get-member
 */
export function createCurrentMemberMethod(
  dialect: Dialect,
): (name: string) => (...args: unknown[]) => Promise<never> {
  const method = createMethod(dialect)
  return (name) =>
    method(name, (..._args: unknown[]): never => {
      warnNoMember(dialect, name)
      throw dialect.refused({
        status: 404,
        code: 'NOT_FOUND',
        description: 'There is no logged-in member',
      })
    })
}

/** Says where a handler finds the member that the event is about. */
export function warnNoMember({ host, module }: Dialect, name: string): void {
  host.warn(
    'no-current-member',
    `${module} ${name} finds no member: nobody is logged in when Wix sends an event. The member of a badge event is event.data.memberId`,
  )
}
