import { resolve } from 'node:path'
import type { Context } from '../context.js'
import { matches, parseRoute } from '../delivery/route/route.js'
import { displayUrl } from '../delivery/send/display-url.js'
import type { Target } from '../delivery/types.js'
import { BadgeEventsError } from '../errors.js'
import { findProject, handlersName } from '../project.js'
import type { Selected } from './replay-selection.js'
import type { RunTargetOptions } from './run-target.js'

export interface WaysOptions {
  failed?: boolean | undefined
  run?: boolean | undefined
  handler?: string | undefined
  /** Limit of a handler, in seconds. */
  timeout: number
  world?: string | undefined
  liveFetch?: boolean | undefined
  forwardTo: readonly string[]
  /** How long an address may take to answer, in seconds. */
  forwardTimeout: number
}

/** A way that deliveries go, before anything is started for it. */
export interface Way {
  /** That of its target. */
  name: string
  kind: 'run' | 'forward'
  wants(delivery: Selected): boolean
  open(): Promise<Target>
}

/** What a way tells while it is used. */
export type WayEvents = Pick<RunTargetOptions, 'onReload' | 'onBroken'>

/**
 * Where deliveries go: what the flags say; else what failed goes to where it failed, and anything
 * else to the site's handlers.
 *
 * @throws BadgeEventsError `USAGE_INVALID`, `TARGET_INVALID`, `EVENT_UNKNOWN`, `HANDLER_FILE_NOT_FOUND`
 */
export function planWays(
  options: WaysOptions,
  deliveries: readonly Selected[],
  root: string,
  context: Context,
  events: WayEvents,
): Way[] {
  const { failed, run, forwardTo } = options
  const toRun = (handler?: string): Way => createRunWay({ ...options, handler }, context, events)
  if (failed && !run && forwardTo.length === 0) {
    return failedTargets(deliveries).map((name) => ({
      ...wayTo(name, root, options, context, toRun),
      wants: ({ dispatches }) =>
        dispatches.some(({ target, state }) => target === name && state === 'failed'),
    }))
  }
  return [
    ...(run || forwardTo.length === 0 ? [toRun(options.handler)] : []),
    ...createForwardWays(options, context),
  ]
}

function failedTargets(deliveries: readonly Selected[]): string[] {
  const failed = deliveries.flatMap(({ dispatches }) =>
    dispatches.filter(({ state }) => state === 'failed').map(({ target }) => target),
  )
  return [...new Set(failed)]
}

/** The way to a target that the log names. */
function wayTo(
  name: string,
  root: string,
  options: WaysOptions,
  context: Context,
  toRun: (handler: string) => Way,
): Way {
  const [, file] = /^run (.+)$/s.exec(name) ?? []
  if (file !== undefined) return toRun(options.handler ?? resolve(root, file))
  const isAddress = /^https?:/.test(name) && URL.canParse(name)
  if (isAddress && new URL(name).password !== '***') return createForwardWay(name, options, context)
  throw new BadgeEventsError(
    'USAGE_INVALID',
    isAddress
      ? `The password of ${name} is not kept in the log`
      : `${name} is no target that can be replayed to`,
    { hint: 'Name where it should go: --forward-to <address>, or --run' },
  )
}

function createRunWay(options: WaysOptions, context: Context, events: WayEvents): Way {
  const { handler, timeout: timeoutSeconds, world, liveFetch } = options
  return {
    name: `run ${handlerName(options, context)}`,
    kind: 'run',
    wants: () => true,
    async open() {
      const { createRunTarget } = await import('./run-target.js')
      return createRunTarget({ handler, timeoutSeconds, world, liveFetch, context, ...events })
    },
  }
}

function handlerName({ run, handler }: WaysOptions, { cwd }: Context): string {
  try {
    return handlersName(findProject(cwd, handler))
  } catch (error) {
    const isGuess = !run && handler === undefined
    if (!isGuess || !isCode(error, 'HANDLER_FILE_NOT_FOUND')) throw error
    throw new BadgeEventsError('USAGE_INVALID', 'Where to? This site has no events.js to run', {
      cause: error,
      hint: 'Name an address: --forward-to 3000. Or a file with handlers: --run --handler <file>',
    })
  }
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof BadgeEventsError && error.code === code
}

function createForwardWays(options: WaysOptions, context: Context): Way[] {
  const routes = options.forwardTo.map(parseRoute)
  return [...new Set(routes.map(({ url }) => url))].map((url) => {
    const ways = routes.filter((route) => route.url === url)
    return {
      ...createForwardWay(url, options, context),
      wants: ({ eventType }) => ways.some((route) => matches(route, eventType)),
    }
  })
}

function createForwardWay(url: string, { forwardTimeout }: WaysOptions, { now }: Context): Way {
  return {
    name: displayUrl(url),
    kind: 'forward',
    wants: () => true,
    async open() {
      const { createForwardTarget } = await import('../delivery/forward/forward.js')
      return createForwardTarget({ url, timeoutMs: forwardTimeout * 1000, now })
    },
  }
}
